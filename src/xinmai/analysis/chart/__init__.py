"""The equity chart: who is drawn, in which rows, over which edges."""
