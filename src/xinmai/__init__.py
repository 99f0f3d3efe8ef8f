"""信脉: a knowledge graph of credit subjects and their relationships."""
