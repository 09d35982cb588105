"""The supervisor's board of the day: who is here, who waits, what is about to be late."""
