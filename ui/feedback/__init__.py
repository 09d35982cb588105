"""Customers' feedback: the inbox, one ticket, teams and rules."""
