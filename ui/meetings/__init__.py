"""Meetings and retrospectives."""
