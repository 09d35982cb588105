"""Who may come in: accounts, roles, sessions, tokens, and how a credential becomes a principal."""
