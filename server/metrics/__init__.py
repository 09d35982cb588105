"""The metric engine: definitions, formulas, components in SQL, arithmetic in Decimal. The only place a figure is made.

Definitions lie with their domains (`server/<domain>/metrics.yaml`) and, the company's own, in the database.
"""
