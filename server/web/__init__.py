"""The front door: GraphQL over HTTP and WebSocket, sessions, headers, health; it knows no domain."""
