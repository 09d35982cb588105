"""What changes a round, its answers and its result."""
