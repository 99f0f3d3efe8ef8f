"""Writes answers as pages for people."""
