"""The dictionary of figures: read from the domains' files, checked, searched, compared."""
