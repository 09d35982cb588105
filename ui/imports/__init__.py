"""Pages of data coming in: imports step by step, sources, conflicts, duplicates, reconciliation."""
