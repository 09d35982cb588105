"""What changes training: one function an act, one transaction each."""
