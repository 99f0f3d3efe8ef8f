"""The suspected controller: a climb to the head with by far the greatest votes (``ownership.md`` 5, third tier).

It is a reading for investigators: it joins no groups and carries nothing.
"""

from fractions import Fraction

import msgspec

from xinmai.analysis.groups.partition import Block
from xinmai.analysis.groups.rivals import Rival, lead, rivals_in
from xinmai.analysis.ownership.cascade import cascade
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.registers import Bounding, is_trusted, share_of
from xinmai.analysis.ownership.seeds import with_members
from xinmai.analysis.ownership.ways import way_down, way_over, with_certainty
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import OwnershipOptions
from xinmai.model.path import Path
from xinmai.model.vocabulary import Bound, PartyKind

TOPS = frozenset({PartyKind.PERSON, PartyKind.COALITION, PartyKind.AGENCY})
"""Kinds of party above which nobody is looked for."""


class Step(msgspec.Struct, frozen=True):
    """One step of the climb, 穿透一层."""

    company: PublicId
    rival: Rival
    bound: Bound
    runner_up: Rival | None


def climb(
    holdings: Holdings,
    company: PublicId,
    blocks: dict[PublicId, Block],
    tops: frozenset[PublicId],
    open_registers: frozenset[PublicId],
    below: frozenset[PublicId] = frozenset(),
) -> tuple[Step, ...]:
    """Return the steps from a company up to its suspected controller; none where nobody stands out.

    Parameters
    ----------
    tops
        Parties above which nobody is looked for, besides persons, coalitions and agencies: state bodies.
    open_registers
        Companies whose register is stated to be incomplete: the rest may belong to anyone.
    below
        Companies from which the way up led to this one: they are no controllers of it.

    Notes
    -----
    A step is CERTAIN where the greatest has at least ``suspected_least`` of the votes and leads everybody else, the unnamed
    rest of an incomplete register too, by ``suspected_lead``, whatever the unknown shares are. It goes on only from there,
    and ends in a core that controls itself and at who is known by name only.
    """
    steps: list[Step] = []
    seen = {company, *below}
    while company not in tops and not _is_in_core(blocks, company):
        step = _step(holdings, company, blocks, is_open=company in open_registers)
        if step is None or step.rival.party in seen:
            break
        steps.append(step)
        company = step.rival.party
        seen.add(company)
        party = holdings.parties.get(company)
        if step.bound is not Bound.CERTAIN or (party is not None and party.kind in TOPS):
            break
        if company in holdings.by_name:
            break
    return tuple(steps)


def _is_in_core(blocks: dict[PublicId, Block], company: PublicId) -> bool:
    return company in blocks and company in blocks[company].core


def _step(
    holdings: Holdings, company: PublicId, blocks: dict[PublicId, Block], *, is_open: bool
) -> Step | None:
    rivals = rivals_in(holdings, company, blocks)
    least = holdings.options.suspected_least
    great = [rival for rival in rivals if rival.share.upper >= least]
    judged = [(rival, _bound(holdings, company, rival, rivals, is_open=is_open)) for rival in great]
    for wanted in (Bound.CERTAIN, Bound.POSSIBLE):
        for rival, bound in judged:
            if bound is wanted:
                return Step(company, rival, bound, lead(rival, rivals)[0])
    return None


def _bound(
    holdings: Holdings, company: PublicId, rival: Rival, rivals: tuple[Rival, ...], *, is_open: bool
) -> Bound:
    options, register = holdings.options, holdings.registers[company]
    others = [other for other in rivals if not rival.holders & other.holders]
    told = sum((own.share.lower for own in (rival, *others)), Fraction(0))
    barred = share_of(register, holdings.barred.keys() & register.stakes.keys(), Bounding.UPPER, options)
    rest = 1 - told if is_open else barred  # whoever a nominee holds for may be one
    most = max((other.share.upper for other in others), default=rest)
    if is_trusted(register, options) and _stands_out(rival.share.lower, max(most, rest), options):
        return Bound.CERTAIN
    least = max((other.share.lower for other in others), default=Fraction(0))
    return Bound.POSSIBLE if _stands_out(rival.share.upper, least, options) else Bound.NO


def _stands_out(share: Fraction, next_one: Fraction, options: OwnershipOptions) -> bool:
    return share >= options.suspected_least and share - next_one >= options.suspected_lead


def way_of(holdings: Holdings, steps: tuple[Step, ...], below: Path) -> Path:
    """Return the way from the last head of a climb down to where ``below`` begins, and on along it."""
    path = below
    for step in steps:
        stakes = holdings.registers[step.company].stakes
        holder = min(step.rival.holders, key=lambda one: (-stakes[one].low, -stakes[one].high, one))
        reach = cascade(holdings, with_members(holdings, step.rival.party), Bounding.LOWER)
        down = (way_down(holdings, reach, holder), way_over(holdings, (holder, step.company)), path)
        path = Path(down[0].start, tuple(hop for part in down for hop in part.hops))
    return with_certainty(holdings, path)
