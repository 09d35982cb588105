"""Commissions that vest over months."""
