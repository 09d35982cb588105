"""What moves a cycle and its cards."""
