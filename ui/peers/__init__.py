"""Feedback among colleagues and departments."""
