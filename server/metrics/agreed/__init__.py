"""The dictionary in force: the files, the company's own versions, and what both sides have signed."""
