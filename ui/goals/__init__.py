"""Goals of the company, teams and people, and one's own performance as it runs."""
