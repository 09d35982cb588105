"""The formula language, tried from every side."""
