"""From components to a figure, without a database: formulas, versions, targets, and the reach of a caller."""
