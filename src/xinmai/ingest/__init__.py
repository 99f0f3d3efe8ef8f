"""Source rows → checked facts → the store, in batches, safe to repeat."""
