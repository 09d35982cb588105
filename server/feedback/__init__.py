"""Customers: contacts, feedback, consultations, orders, accounts and service cases."""
