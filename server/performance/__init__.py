"""Performance: cycles, scores, goals, quality reviews and talks."""
