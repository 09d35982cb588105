"""What training changed, in pictures and plain words."""
