"""Use cases: one file each. View in, bounded reads, pure analysis, answer out."""
