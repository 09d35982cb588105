"""Careers: the rungs of each ladder, what they ask of a person, and who is ready for the next."""
