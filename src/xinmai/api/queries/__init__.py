"""The questions, grouped: each field is thin over one use case of ``service``."""
