"""Values only: what the graph says, how it is seen, what is answered. No I/O, no clock."""
