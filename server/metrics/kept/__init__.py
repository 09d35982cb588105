"""What is kept so that figures cost little: ledgers, months of what happens, and what a change makes stale."""
