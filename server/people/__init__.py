"""People: departments, positions, locations, employees and the dated facts about them."""
