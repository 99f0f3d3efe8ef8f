"""A cell that cannot be made, as a verdict on its row."""

from typing import Final

from xinmai.ingest.identity import has_identity_number, masked
from xinmai.ingest.mapping.steps import HINTS

KEY_JOINT: Final = "\0"
"""Joins the parts of a look-up key; no cell holds it."""


class CellReject(Exception):
    """A cell that cannot be made; the output row is rejected."""

    def __init__(self, rule: str, column: str, value: str) -> None:
        self.rule = rule
        self.column = column
        self.value = value.replace(KEY_JOINT, " / ")
        self.hint = HINTS[rule]
        super().__init__(rule)
        if has_identity_number(value):
            self.value = masked(value)

    def masked(self) -> "CellReject":
        """Return the same verdict with its value masked."""
        return CellReject(self.rule, self.column, masked(self.value))
