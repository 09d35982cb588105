"""Competencies: what they are, what positions ask, a person's profile, and the gaps of a team."""
