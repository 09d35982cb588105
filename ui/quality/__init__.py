"""Quality checks and customers' answers."""
