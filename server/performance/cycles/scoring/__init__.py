"""How cards are filled: figures into lines, lines into scores, for many people in one run."""
