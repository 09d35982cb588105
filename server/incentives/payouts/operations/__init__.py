"""What changes payout runs and their lines."""
