"""Holdings that several tests ask about: the story S3, the presets, and short forms of answers."""

from collections.abc import Iterable

from xinmai.model.group import Flagged, ShareBounds
from xinmai.resources import resource
from xinmai.rules.catalogue import load_catalogue
from xinmai.rules.control_grounds import conferring

from support import facts as build
from support.drawn import pyramid

CATALOGUE = load_catalogue(resource("seed", "catalogue"))
PRESETS = {preset.name: preset for preset in CATALOGUE.presets}
GROUNDS = conferring(CATALOGUE.grounds)

S3 = pyramid(
    "韩一 60 H",
    "李三 40 H",
    "H 51 T1",
    "李四 49 T1",
    "T1 30 X",
    "H 25 X",
    "王九 45 X",
    "H 50 J",
    "K 50 J",
    "鲁二 100 K",
    "J 80 Y",
    "周五 20 Y",
    "H ? U",
    "秦六 40 U",
    persons="韩一 李三 李四 王九 鲁二 周五 秦六",
)
"""The pyramid of the stories."""


def flags(found: Iterable[Flagged]) -> list[str]:
    """Return flags as ``JOINT_50 J``, in order."""
    return [f"{one.flag} {build.local(one.party)}" for one in found]


def share(bounds: ShareBounds | None) -> tuple[float, float] | None:
    """Return both ends in percent, to compare with round numbers."""
    return None if bounds is None else (float(bounds.lower * 100), float(bounds.upper * 100))
