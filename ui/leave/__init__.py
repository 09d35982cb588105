"""Days off: balances, asking, giving back, who is off, and what HR sets."""
