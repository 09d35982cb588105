"""People: list, one person, new, edit and changes."""
