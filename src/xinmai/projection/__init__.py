"""The whole graph as arrays: answers about all parties at once, with the definitions of :mod:`xinmai.analysis`."""
