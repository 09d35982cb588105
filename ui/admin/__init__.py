"""Pages for who keeps the house: settings, accounts, rights, master data, queues, the state of the system."""
