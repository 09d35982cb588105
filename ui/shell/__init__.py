"""The frame of every page, and the pages that belong to no area."""
