"""The read engine: a GraphQL operation becomes one SQL statement per root field, masked and scoped inside it."""
