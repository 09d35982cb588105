"""The typed contract: GraphQL types, inputs, queries, mutations and subscriptions. No SQL and no policy live here."""
