"""The parts from which ``make.py`` writes the demo bundle: one module a theme."""
