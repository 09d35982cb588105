"""One-to-one talks."""
