"""The formula language: text to tree, checks with positions, canonical hash, and back to text."""
