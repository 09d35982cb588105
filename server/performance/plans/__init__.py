"""Score plans: what counts, how much of it, and how figures become points."""
