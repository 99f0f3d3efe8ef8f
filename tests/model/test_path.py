"""Paths: what lies on them, and the same path walked from its end."""

from xinmai.model.ids import PublicId
from xinmai.model.path import Hop, Path

A, B, C = (PublicId(f"t:{name}") for name in "ABC")
PATH = Path(A, (Hop("t:r", "holds", True, B, ("t:o",)), Hop("t:s", "director", False, C)))


def test_what_lies_on_a_path() -> None:
    assert PATH.nodes == (A, B, C)
    assert PATH.facts == ("t:r", "t:s")
    assert PATH.named == (A, B, C, "t:r", "t:o", "t:s")
    assert (PATH.end, Path(A).end) == (C, A)


def test_a_path_walked_from_its_end() -> None:
    back = PATH.reversed()
    assert back.nodes == (C, B, A)
    assert [(hop.fact, hop.forward, hop.others) for hop in back.hops] == [
        ("t:s", True, ()),
        ("t:r", False, ("t:o",)),
    ]
    assert back.reversed() == PATH
    assert Path(A).reversed() == Path(A)
