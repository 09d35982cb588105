"""What changes in delivery: receivers, what each reader chose, digests, keys of calendars."""
