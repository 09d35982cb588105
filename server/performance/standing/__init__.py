"""Where people stand: live progress of one, and the ranking of many."""
