"""The protocols that adapters fulfil."""
