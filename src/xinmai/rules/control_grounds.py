"""What declared control counts for, ``seed/catalogue/control_grounds.toml``."""

import msgspec

from xinmai.errors import CatalogueError
from xinmai.model.vocabulary import Mark
from xinmai.rules.catalogue_entries import Entry, Words

_FILE = "control_grounds.toml"


class ControlGround(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ground of declared control, 控制依据; its code is that of the relation ``controls``."""

    basis: Words
    """Where it comes from."""
    mark: Mark
    """How the basis was verified."""
    control: bool
    """Whether it is control whatever the shares are."""
    group: bool
    """Whether it makes the company a member of the group."""
    propagation: bool
    """Whether a rule may carry a consequence over it."""


class GroundsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``control_grounds.toml``, 控制依据."""

    ground: tuple[ControlGround, ...]


def check_grounds(grounds: tuple[ControlGround, ...]) -> None:
    """Refuse a ground that makes groups without control.

    Raises
    ------
    CatalogueError
        If there is one.
    """
    for ground in grounds:
        if ground.group and not ground.control:
            raise CatalogueError(_FILE, f"ground {ground.code}", "group: what is no control makes no group")


def conferring(grounds: tuple[ControlGround, ...]) -> frozenset[str]:
    """Return the codes that are control whatever the shares are."""
    return frozenset(ground.code for ground in grounds if ground.control)
