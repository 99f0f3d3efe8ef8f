"""GraphQL types, one concept a file: made from model values, nothing clever."""
