"""Courses, paths and cases: the catalogue, writing it, and learning."""
