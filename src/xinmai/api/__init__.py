"""The GraphQL API: types, context, limits, errors and the HTTP view. Strawberry only; the answers come from ``service``."""
