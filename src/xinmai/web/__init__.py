"""The HTTP server's application: GraphQL, health, a page."""
