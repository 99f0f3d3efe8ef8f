"""Offline verifiers: the standard library only, nothing of ours; each file also runs alone, copied out of the package."""
