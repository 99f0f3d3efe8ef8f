"""Shares and votes: registers, the operators over them, and what they say of one company."""
