"""The pages of score plans: the list with stages and families, a plan, its editor, and the simulation."""
