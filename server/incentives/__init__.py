"""Incentives: what was paid out and for what."""
