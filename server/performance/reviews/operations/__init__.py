"""What is said and entered on cards."""
