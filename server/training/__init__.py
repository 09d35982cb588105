"""Training: who has to learn what, and who has."""
