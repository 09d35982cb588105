"""Industry packs: the list of them, and what loading one would do."""
