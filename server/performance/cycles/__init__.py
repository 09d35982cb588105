"""Review cycles: their cards, from the first figure to the close."""
