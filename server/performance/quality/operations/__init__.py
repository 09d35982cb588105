"""What changes sheets, checks and ratings."""
