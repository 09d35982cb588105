"""Performance: the hub of cycles, the grid for ratings, reviews and calibration, and the tabs all of it shares."""
