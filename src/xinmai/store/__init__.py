"""The adapters of the store port; they do not know one another."""
