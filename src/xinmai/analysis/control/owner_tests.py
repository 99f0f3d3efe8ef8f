"""The tests of who is a beneficial owner."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Final

import msgspec

from xinmai.analysis.control.above import Above
from xinmai.analysis.control.ownership import Asked, of_nobody
from xinmai.analysis.ownership.attribution import ClosedCycle
from xinmai.analysis.ownership.holdings import Holdings
from xinmai.analysis.ownership.judging import bound_of
from xinmai.analysis.ownership.measures import cascade_share, look_through
from xinmai.analysis.ownership.reading import open_registers, read_holdings
from xinmai.analysis.ownership.registers import Bounding
from xinmai.analysis.ownership.upstream import Upstream
from xinmai.analysis.ownership.ways import way_down
from xinmai.model.group import ShareBounds
from xinmai.model.ids import PublicId
from xinmai.model.ownership import Owner, OwnerProng
from xinmai.model.ownership_options import (
    OWNERSHIP,
    OwnershipMeasure,
    OwnershipOptions,
    by_half,
    for_cascade,
    reads_alike,
)
from xinmai.model.subgraph import Subgraph
from xinmai.model.vocabulary import Bound, PartyKind
from xinmai.rules.presets import OwnerTest

_NOTHING: Final = Fraction(0)
_ORDER: Final = tuple(Bound)


class Tested:
    """A company under one test, with what the test reads, 认定对象.

    ``earlier``: tests of the same question; what one of them has read is not read again.
    """

    def __init__(
        self,
        graph: Subgraph,
        of: PublicId,
        day: int,
        test: OwnerTest,
        base: OwnershipOptions = OWNERSHIP,
        earlier: Iterable["Tested"] = (),
    ) -> None:
        self.of = of
        self.test = test
        options = test.applied(by_half(base))
        is_control = test.prong is OwnerProng.CONTROL
        asked = for_cascade(options) if is_control else options
        read = next((one.holdings for one in earlier if reads_alike(one.holdings.options, asked)), None)
        self.holdings: Holdings = (
            read_holdings(graph, day, asked) if read is None else msgspec.structs.replace(read, options=asked)
        )
        self.open_registers = open_registers(self.holdings, day)

    @cached_property
    def upstream(self) -> Upstream:
        """Everybody above over holdings."""
        return Upstream(self.holdings, self.of)

    @cached_property
    def above(self) -> Above:
        """Everybody above over holdings and declared control."""
        return Above(self.holdings, self.of)

    @cached_property
    def persons(self) -> tuple[PublicId, ...]:
        """Natural persons above, ordered by id."""
        members = {member for c in self.above.coalitions for member in self.holdings.coalitions[c]}
        every = {*self.above.parties, *members}
        return tuple(sorted(party for party in every if self.is_person(party)))

    def asks_the_same_as(self, other: "Tested") -> bool:
        """Say whether another test reads the same registers by the same measure and line."""
        mine, theirs = self.holdings.options, other.holdings.options
        same_line = (mine.measure, mine.threshold, mine.comparison) == (
            theirs.measure,
            theirs.threshold,
            theirs.comparison,
        )
        return same_line and self.holdings.registers == other.holdings.registers

    def is_person(self, party: PublicId) -> bool:
        """Say whether a party is a natural person."""
        found = self.holdings.parties.get(party)
        return found is not None and found.kind is PartyKind.PERSON

    def asked(self, party: PublicId) -> Asked:
        """Return what a party has of the company."""
        return Asked(self.upstream, (party,), self.open_registers)

    def bound_with_rest(self, own: Owner) -> Bound:
        """Say whether a person who misses the line by what is stated reaches it with what nobody is named for.

        With that a person has at least what somebody who is not named has by it alone, and at most what both have added up;
        mostly this decides.
        """
        asked = self.asked(own.party)
        options, alone = self.holdings.options, self._unnamed
        if not asked.rest:
            return own.bound
        if alone is not None and own.share is not None:
            least, most = (
                bound_of(ShareBounds(_NOTHING, end), options) for end in (alone, alone + own.share.upper)
            )
            if least is most:
                return most
        return asked.bound(options.measure)

    @cached_property
    def _unnamed(self) -> Fraction | None:
        """What somebody who is not named may have of the company; None where shares do not add up, or it is no number."""
        if self.holdings.options.measure is not OwnershipMeasure.LOOK_THROUGH:
            return None
        asked = of_nobody(self.upstream, self.asked(self.of).rest)
        try:
            return asked.stated(OwnershipMeasure.LOOK_THROUGH).upper
        except ClosedCycle:
            return None


def by_share(tested: Tested) -> Iterator[Owner]:
    """Yield the persons with a share by the measure of the test, and how it is judged by what is stated."""
    for person in tested.persons:
        asked = tested.asked(person)
        found = asked.measured(tested.holdings.options.measure)
        if found.share is None:
            yield Owner(party=person, prong=tested.test.prong, bound=Bound.POSSIBLE, share=None)
        elif found.share.upper > 0:
            bound = asked.bound_stated(found.measure)
            yield Owner(
                party=person,
                prong=tested.test.prong,
                bound=bound,
                share=found.share,
                paths=asked.paths()[0] if bound is not Bound.NO else (),
                deciding=asked.deciding(found) if bound is Bound.POSSIBLE else None,
            )


def by_control(tested: Tested) -> Iterator[Owner]:
    """Yield the persons who control the company, or may: alone, or as members of a coalition that does."""
    alone = {person: tested.above.bound(person) for person in tested.persons}
    for person, bound in alone.items():
        if bound is not Bound.NO:
            yield _controlling(tested, person, person, bound)
    for coalition in tested.above.coalitions:
        own = tested.above.bound(coalition)
        doubtful = tested.holdings.doubtful([coalition])
        for member in tested.holdings.coalitions[coalition]:
            bound = Bound.POSSIBLE if member in doubtful and own is Bound.CERTAIN else own
            if member in alone and _ORDER.index(bound) < _ORDER.index(alone[member]):
                yield _controlling(tested, member, coalition, bound)


def _controlling(tested: Tested, person: PublicId, holder: PublicId, bound: Bound) -> Owner:
    reading = Bounding.LOWER if bound is Bound.CERTAIN else Bounding.UPPER
    reach = tested.above.reach(holder, reading)
    return Owner(
        party=person,
        prong=tested.test.prong,
        bound=bound,
        share=tested.above.share(holder),
        paths=(way_down(tested.holdings, reach, tested.of),),
        jointly_with=() if holder == person else (holder, *tested.holdings.coalitions[holder]),
        deciding=tested.above.deciding(holder) if bound is Bound.POSSIBLE else None,
    )


def by_ownership_and_control(tested: Tested) -> Iterator[Owner]:
    """Yield the persons whose companies have enough, or who have enough of what controls (EU 2024/1624 art. 54)."""
    above = tested.above
    between = [party for party in (*above.parties, *above.coalitions) if not tested.is_person(party)]
    streams = {one: Upstream(tested.holdings, one) for one in between if above.bound(one) is not Bound.NO}
    for person in tested.persons:
        share = _widest(tested, person, streams)
        bound = bound_of(share, tested.holdings.options)
        if share.upper > 0:
            yield Owner(
                party=person,
                prong=tested.test.prong,
                bound=bound,
                share=share,
                paths=tested.asked(person).paths()[0] if bound is not Bound.NO else (),
            )


def _widest(tested: Tested, person: PublicId, streams: Mapping[PublicId, Upstream]) -> ShareBounds:
    """Return the greatest share of a person: over its companies, or of one that controls."""
    direct = cascade_share(tested.holdings, (person,), tested.of)
    lows, highs = [direct.lower], [direct.upper]
    for company, upstream in streams.items():
        try:
            share = look_through(upstream, (person,))
        except ClosedCycle:
            share = ShareBounds(_NOTHING, Fraction(1))
        highs.append(share.upper)
        is_sure = tested.above.bound(company) is Bound.CERTAIN and company not in tested.holdings.by_name
        lows.append(share.lower if is_sure else _NOTHING)
    return ShareBounds(max(lows), max(highs))


TESTS: Final[Mapping[OwnerProng, Callable[[Tested], Iterator[Owner]]]] = {
    OwnerProng.OWNERSHIP: by_share,
    OwnerProng.VOTES_OR_INCOME: by_share,
    OwnerProng.CONTROL: by_control,
    OwnerProng.OWNERSHIP_AND_CONTROL: by_ownership_and_control,
}
"""How each test is taken."""
