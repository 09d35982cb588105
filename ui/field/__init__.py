"""Reports from the field."""
