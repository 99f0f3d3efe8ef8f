"""The bundle, our exchange format (CONTRACT 2)."""
