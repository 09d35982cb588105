"""Where rows live: connections, column types, read pool, write queue, keys and migrations."""
