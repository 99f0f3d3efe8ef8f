"""Pure answers over a subgraph: no I/O, no clock, no randomness; each answer carries its proof, 分析."""
