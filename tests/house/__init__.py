"""The house's own tests: what exists must be placed, labelled, documented, tested; each failure names it."""
