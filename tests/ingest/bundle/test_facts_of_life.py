"""What is odd but happens is kept and flagged, never corrected and never refused."""

import pytest

from xinmai.model.relation import Relation
from xinmai.model.shares import WHOLE
from xinmai.model.view import Page
from xinmai.model.vocabulary import Direction, Flag, PartyKind
from xinmai.ports.store import Store
from xinmai.service.relations import at_end

from support.bundles import CREDIT_CODE, GOOD, Deliver, first_party
from support.facts import pid

WRONG_CODE = CREDIT_CODE[:-1] + ("1" if CREDIT_CODE[-1] == "0" else "0")


@pytest.mark.parametrize(
    ("kind", "identifiers", "flags"),
    [
        (PartyKind.ENTERPRISE, f"uscc:{CREDIT_CODE}", ()),
        (PartyKind.ENTERPRISE, f"uscc:{CREDIT_CODE.lower()}", ()),
        (PartyKind.ENTERPRISE, f"uscc: {CREDIT_CODE[:8]} {CREDIT_CODE[8:]}", ()),
        (PartyKind.ENTERPRISE, f"uscc:{WRONG_CODE}", (Flag.CHECK_DIGIT,)),
        (PartyKind.ENTERPRISE, "uscc:1", (Flag.CHECK_DIGIT,)),
        (PartyKind.ENTERPRISE, f"uscc:{CREDIT_CODE};uscc:{WRONG_CODE}", (Flag.CHECK_DIGIT,)),
        (PartyKind.ENTERPRISE, "", (Flag.NO_CODE,)),
        (PartyKind.SOCIAL_ORGANISATION, "", (Flag.NO_CODE,)),
        (PartyKind.ENTERPRISE, "stock:600000", (Flag.NO_CODE,)),
        (PartyKind.ENTERPRISE, "org_code:MADE00001", ()),
        (PartyKind.PERSON, "", ()),
        (PartyKind.AGENCY, "", ()),
        (PartyKind.GROUP, "", ()),
    ],
)
async def test_codes(
    kind: PartyKind, identifiers: str, flags: tuple[Flag, ...], deliver: Deliver, store: Store
) -> None:
    row = {"id": "1", "kind": kind, "name": "沪滨丙", "identifiers": identifiers}
    loaded = await deliver({"parties": [row]})
    assert loaded.rejects == []
    assert (await first_party(store)).flags == flags


async def test_a_code_written_wide_or_broken_is_found_by_its_plain_writing(
    deliver: Deliver, store: Store
) -> None:
    wide = "".join(chr(ord(place) + 0xFEE0) for place in CREDIT_CODE)
    await deliver(
        {"parties": [{"id": "1", "kind": "enterprise", "name": "甲", "identifiers": f"uscc:{wide}"}]}
    )
    term = f"uscc:{CREDIT_CODE}"
    assert (await store.resolve(await store.view(as_of=0), [term]))[term] == ("a:1",)


async def test_two_parties_may_have_one_code(deliver: Deliver, store: Store) -> None:
    term = f"uscc:{CREDIT_CODE}"
    rows = [{"id": own, "kind": "enterprise", "name": own, "identifiers": term} for own in ("1", "2")]
    assert (await deliver({"parties": rows})).rejects == []
    assert (await store.resolve(await store.view(as_of=0), [term]))[term] == ("a:1", "a:2")


async def holdings(deliver: Deliver, store: Store, *cells: dict[str, str]) -> tuple[Relation, ...]:
    """Load holdings in firm 1 and return them as they are read."""
    rows = [{"id": f"h{n}", "kind": "holds", "from": "2", "to": "1"} | row for n, row in enumerate(cells)]
    assert (await deliver({**GOOD, "relations": rows})).rejects == []
    view = await store.view(as_of=0)
    return (await store.relations(view, [pid("a:1")], at_end(Direction.IN), Page()))[pid("a:1")].items


async def test_a_holding_above_the_whole(deliver: Deliver, store: Store) -> None:
    over, whole, at_least, at_most = await holdings(
        deliver,
        store,
        {"share": "120.5"},
        {"share": "100"},
        {"share_min": "100.0000001"},
        {"share_max": "120"},
    )
    assert (over.share, over.flags) == (1_205_000_000, (Flag.OVER_100,))
    assert (whole.share, whole.flags) == (WHOLE, ())
    assert (at_least.share_min, at_least.flags) == (1_000_000_001, (Flag.OVER_100,))
    assert at_most.flags == ()


async def test_holdings_above_the_whole_in_sum_are_all_kept(deliver: Deliver, store: Store) -> None:
    found = await holdings(deliver, store, {"share": "60"}, {"share": "60", "from": "p1"})
    assert sum(relation.share or 0 for relation in found) == 1_200_000_000


async def test_a_self_holding(deliver: Deliver, store: Store) -> None:
    (own,) = await holdings(deliver, store, {"from": "1", "share": "5"})
    assert (own.from_id, own.to_id, own.flags) == ("a:1", "a:1", (Flag.SELF_HOLDING,))


async def test_a_holding_without_a_share_states_none(deliver: Deliver, store: Store) -> None:
    (unstated,) = await holdings(deliver, store, {})
    assert (unstated.share, unstated.share_bounds()) == (None, (0, WHOLE))
