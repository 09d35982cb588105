"""Payouts: runs with their checks and lines, one's own statement, and what a manager sees of their people."""
