"""What changes talks, their items and notes."""
