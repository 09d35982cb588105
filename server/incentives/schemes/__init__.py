"""Schemes: written, checked, tried out."""
