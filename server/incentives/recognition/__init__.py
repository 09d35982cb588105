"""Honors, kudos and contests."""
