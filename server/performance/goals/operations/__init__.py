"""What changes goals."""
