"""Who may see what: the matrix, and why."""
