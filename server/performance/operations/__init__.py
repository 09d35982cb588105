"""What changes the rows of performance; each module is one part of it."""
