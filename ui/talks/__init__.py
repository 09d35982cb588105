"""One-to-one talks and improvement plans."""
