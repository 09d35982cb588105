"""Engagement: surveys, internal issues and meetings."""
