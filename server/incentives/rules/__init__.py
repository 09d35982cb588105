"""The language that the rules of schemes are written in."""
