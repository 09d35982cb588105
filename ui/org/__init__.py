"""Pages of the organization: its tree and staffing, legal entities, career ladders and promotions."""
