"""Payout runs."""
