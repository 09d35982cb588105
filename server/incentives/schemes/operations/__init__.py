"""What changes schemes."""
