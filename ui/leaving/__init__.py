"""Leaving: handing in a resignation, and how far each exit has come."""
