"""Who are the natural persons behind a company? Each test of a preset for itself (``ownership.md`` 4)."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

import msgspec

from xinmai.analysis.control.above import Above
from xinmai.analysis.control.fallback import managers, no_manager
from xinmai.analysis.control.missing import missing_owners
from xinmai.analysis.control.owner_tests import TESTS, Tested
from xinmai.analysis.groups.partition import partition
from xinmai.analysis.ownership.closed import closed_cycles, unattributed
from xinmai.analysis.ownership.flags import flags_on_way
from xinmai.model.group import Flagged, ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.ownership import BeneficialOwners, Owner, OwnerProng
from xinmai.model.ownership_options import OWNERSHIP, OwnershipOptions
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, Flag
from xinmai.rules.presets import Preset

MOST_BELOW: Final = 20
"""Persons below the line who are named, those with the greatest shares."""


def beneficial_owners_of(
    graph: Subgraph, of: PublicId, day: int, preset: Preset, base: OwnershipOptions = OWNERSHIP
) -> BeneficialOwners:
    """Return the natural persons behind a company on a day by one preset.

    Parameters
    ----------
    graph
        The company and everybody above it over holdings and declared control, to any height, with whole registers; the
        coalitions that they are members of; and who holds an office in the company.
    base
        Options that the preset leaves open.

    Notes
    -----
    For each person above a look-through of the companies between (see ``attributed``) and a cascade.
    """
    tested: list[Tested] = []
    for test in preset.test:
        tested.append(Tested(graph, of, day, test, base, tested))
    found = {one.test.prong: tuple(TESTS[one.test.prong](one)) for one in _distinct(tested)}
    owners = tuple(_owners(tested, found))
    state = frozenset(party.id for party in graph.parties if party.is_state_body(day))
    missing = missing_owners(tested[0], state)
    fallback = _fallback(graph, day, tested[-1].above, preset, owners, sure=not missing)
    is_nobody = not owners and not fallback and preset.fallback
    return BeneficialOwners(
        of=of,
        preset=preset.name,
        owners=(*owners, *fallback),
        below=_below(tested[0], found[tested[0].test.prong]),
        residual=unattributed(tested[0].upstream),
        missing=(*missing, no_manager(of)) if is_nobody else missing,
        flags=_flags(tested),
        completeness=graph.completeness,
    )


def _distinct(tested: Sequence[Tested]) -> Iterator[Tested]:
    """Yield the tests but those that ask another one's question again, of whose owners they name none twice."""
    earlier: dict[OwnerProng, Tested] = {}
    for one in tested:
        other = None if one.test.unless is None else earlier.get(one.test.unless)
        if other is None or not one.asks_the_same_as(other):
            yield one
        earlier[one.test.prong] = one


def _owners(tested: Sequence[Tested], found: Mapping[OwnerProng, Sequence[Owner]]) -> Iterator[Owner]:
    """Yield the owners, test by test, certain ones first, then by share, then by id.

    Who meets for certain the test that another one waits for is not named again.
    """
    for one in tested:
        earlier = found.get(one.test.unless, ()) if one.test.unless is not None else ()
        certain = {own.party for own in earlier if own.bound is Bound.CERTAIN}
        own_found = [own for own in found.get(one.test.prong, ()) if own.bound is not Bound.NO]
        yield from sorted((own for own in own_found if own.party not in certain), key=_rank)


def _rank(owner: Owner) -> tuple[bool, Fraction, Fraction, PublicId]:
    share = owner.share or ShareBounds(Fraction(0), Fraction(0))
    return owner.bound is not Bound.CERTAIN, -share.lower, -share.upper, owner.party


def _below(first: Tested, found: Sequence[Owner]) -> tuple[Owner, ...]:
    """Return who owns something and does not meet the first test, or only by what nobody is named for."""
    others = sorted((own for own in found if own.bound is Bound.NO and own.share is not None), key=_rank)
    return tuple(
        msgspec.structs.replace(own, bound=first.bound_with_rest(own)) for own in others[:MOST_BELOW]
    )


def _fallback(
    graph: Subgraph, day: int, above: Above, preset: Preset, owners: Sequence[Owner], *, sure: bool
) -> tuple[Owner, ...]:
    """Return who manages the company, where no test names a natural person for certain."""
    if any(own.bound is Bound.CERTAIN for own in owners):
        return ()
    if preset.fallback_state and _is_state_owned(graph, day, above):
        return managers(graph, above.of, day, preset.fallback_state, sure=not owners)
    return managers(graph, above.of, day, preset.fallback, sure=sure and not owners)


def _is_state_owned(graph: Subgraph, day: int, above: Above) -> bool:
    """Say whether a state body or agency controls a company for certain."""
    heads = [graph.party[party] for party in above.certain if party in graph.party]
    return any(head.is_state_body(day) for head in heads)


def _flags(tested: Sequence[Tested]) -> tuple[Flagged, ...]:
    first = tested[0]
    found = {*flags_on_way(first.holdings, first.upstream.above, ())}
    found |= {Flagged(Flag.CLOSED_CYCLE, party) for block in closed_cycles(first.upstream) for party in block}
    blocks = partition(tested[-1].holdings).values()
    joint = {block.head for block in blocks if block.joint_parents and block.head is not None}
    found |= {Flagged(Flag.JOINT_50, party) for party in joint & first.upstream.above}
    found |= {Flagged(Flag.INCOMPLETE_REGISTER, p) for p in first.open_registers & first.upstream.above}
    return tuple(sorted(found, key=lambda flagged: (flagged.flag, flagged.party)))
