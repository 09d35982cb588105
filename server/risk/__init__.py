"""Attrition risk: alerts and what was done about them."""
