"""Reviews: what people and their managers say and enter, and how raters compare."""
