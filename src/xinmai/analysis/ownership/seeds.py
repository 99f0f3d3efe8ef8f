"""Which parties act as one."""

from collections.abc import Sequence

from xinmai.analysis.ownership.holdings import Holdings
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import Aggregate

Seeds = tuple[PublicId, ...]


def seed_sets(holdings: Holdings, asked: Sequence[PublicId]) -> tuple[Seeds, ...]:
    """Return the sets of parties that act as one, as the options say.

    A coalition that is asked about stands for itself and its members; two or more members of one coalition act
    together, and with it.
    """
    aggregate = holdings.options.aggregate
    if aggregate is Aggregate.ALL_SEEDS:
        return (tuple(sorted({party for one in asked for party in with_members(holdings, one)})),)
    if aggregate is Aggregate.NONE:
        return tuple((party,) for party in sorted(set(asked)))
    together = [
        (coalition, *(one for one in members if coalition in asked or one in asked))
        for coalition, members in sorted(holdings.coalitions.items())
        if coalition in asked or len(members.keys() & set(asked)) > 1
    ]
    in_pact = {party for pact in together for party in pact}
    return (*together, *((party,) for party in sorted(set(asked) - in_pact)))


def with_members(holdings: Holdings, party: PublicId) -> Seeds:
    """Return a party, and if it is a coalition its members behind it."""
    return (party, *holdings.coalitions.get(party, ()))
