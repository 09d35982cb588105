"""The dictionary of figures: read, checked, searched, compared."""
