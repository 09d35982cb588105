"""Quality checks: sheets, drawn conversations and their ratings."""
