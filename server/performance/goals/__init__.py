"""Goals: aims that can be measured, and how far they are."""
