"""From figures to cents: what a scheme pays, to whom, and why."""
