"""The benchmarks: every number that the documentation states is measured here."""
