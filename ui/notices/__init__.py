"""What the reader was told."""
