"""Help by page, and the glossary."""
