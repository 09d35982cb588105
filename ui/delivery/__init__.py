"""Where news goes: the receivers the keeper sets up, and what each reader chooses."""
