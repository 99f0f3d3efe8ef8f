"""Where somebody may stand who is not in the data."""

from collections.abc import Iterator
from typing import Final

from xinmai.analysis.control.owner_tests import Tested
from xinmai.analysis.ownership.judging import bound_of
from xinmai.model.ids import PublicId
from xinmai.model.ownership import MissingOwner, MissingReason
from xinmai.model.vocabulary import Bound, Flag, PartyKind

COMPANIES = frozenset({PartyKind.ENTERPRISE, PartyKind.ARRANGEMENT, PartyKind.SOCIAL_ORGANISATION})
"""Kinds of party behind which natural persons stand; behind agencies and institutions the state does."""

_BARRED: Final = {Flag.NOMINEE: MissingReason.NOMINEE, Flag.INACTIVE_CUT: MissingReason.INACTIVE_CUT}


def missing_owners(tested: Tested, state: frozenset[PublicId]) -> tuple[MissingOwner, ...]:
    """Return where a share that is large enough for the first test ends at nobody, by reason, then party.

    ``state``: state bodies, behind which nobody is looked for.
    """
    found = {MissingOwner(MissingReason.INCOMPLETE_REGISTER, party) for party in _open(tested)}
    found |= {
        MissingOwner(reason, party) for party, reason in _ends(tested, state) if _has_enough(tested, party)
    }
    return tuple(sorted(found, key=lambda gap: (gap.reason, gap.party)))


def _open(tested: Tested) -> frozenset[PublicId]:
    return tested.open_registers & tested.upstream.above


def _ends(tested: Tested, state: frozenset[PublicId]) -> Iterator[tuple[PublicId, MissingReason]]:
    """Yield the parties above, the company too, of which no holder is stated and which are no natural person."""
    barred, unread = tested.holdings.barred, tested.holdings.unread
    for party in tested.upstream.above - state - tested.open_registers:
        if party in barred or party in unread:
            yield party, _BARRED[barred[party]] if party in barred else MissingReason.NOT_READ
            continue
        found = tested.holdings.parties.get(party)
        kind = PartyKind.UNKNOWN if found is None else found.kind
        if party in tested.holdings.by_name and party != tested.of and kind in COMPANIES:
            yield party, MissingReason.BY_NAME
        if party in tested.holdings.registers or party in tested.holdings.declared:
            continue
        if kind in COMPANIES:
            yield party, MissingReason.HOLDERS_NOT_STATED
        elif kind is PartyKind.UNKNOWN:
            yield party, MissingReason.KIND_NOT_KNOWN


def _has_enough(tested: Tested, party: PublicId) -> bool:
    if party == tested.of:
        return True
    share = tested.asked(party).measured(tested.holdings.options.measure).share
    return share is None or bound_of(share, tested.holdings.options) is not Bound.NO
