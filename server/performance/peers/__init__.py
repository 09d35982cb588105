"""Rounds in which colleagues and partner departments are asked."""
