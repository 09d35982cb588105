"""The commands of main.py: each reads its arguments, makes one call, prints, and returns an exit code."""
