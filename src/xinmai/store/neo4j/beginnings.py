"""How a statement begins that need not look at everything: where an index leads to what a condition asks for."""

from collections.abc import Iterator
from typing import Final

from xinmai.model.filters import (
    FIELDS,
    Compare,
    Condition,
    Linked,
    Op,
    Quantifier,
    Sort,
    Thing,
    conjuncts,
)
from xinmai.model.names import normal_form
from xinmai.store.neo4j.names import gram_query
from xinmai.store.neo4j.situation import version
from xinmai.store.neo4j.where import EVERY_RELATION, Where

_INDEXED: Final = frozenset({Op.EQ, Op.IN})


def begin(writer: Where, thing: Thing, where: Condition, it: str) -> str | None:
    """Return how a statement begins that need not look at everything; None if no index leads to what is asked."""
    return next(_beginnings(writer, thing, where, it), None)


def _beginnings(writer: Where, thing: Thing, where: Condition, it: str) -> Iterator[str]:
    """Yield beginnings, the one that leaves the fewest first."""
    tests = [own for own in conjuncts(where) if isinstance(own, Compare)]
    links = [own for own in conjuncts(where) if isinstance(own, Linked) and own.quantifier is Quantifier.SOME]
    for own in tests:
        if own.field == "id" and own.op in _INDEXED:
            ids = writer.value(list(own.values))
            yield f"MATCH ({it}:Fact)\nWHERE {it}.id IN {ids} AND {it}.kind = '{thing}'"
    if thing is not Thing.PARTY:
        return
    yield from (text for own in tests if (text := _of_name(writer, own, it)) is not None)
    yield from (text for own in links if (text := _of_link(writer, own, it)) is not None)
    yield from (
        _of_value(writer, own, it)
        for own in tests
        if FIELDS[thing][own.field] in _VALUED and own.op in _INDEXED
    )


_VALUED: Final = (Sort.TRAIT, Sort.IDENTIFIER)


def _of_value(writer: Where, test: Compare, it: str) -> str:
    values = writer.value(list(test.values))
    if test.field == "identifier":
        given = f"({it}:Fact)-[:IDENTIFIED_BY|SUPERSEDED_IDENTIFIED_BY]->(code)"
        return f"MATCH (code:Identifier)\nWHERE code.term IN {values}\nMATCH {given}"
    return (
        f"MATCH (value:Fact)\nWHERE value.property = '{test.field}' AND value.value IN {values}\n"
        f"MATCH ({it}:Fact)-[:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->(value)"
    )


def _of_name(writer: Where, test: Compare, it: str) -> str | None:
    """Return who bears a name like the asked one on any day; the condition itself judges the day."""
    if test.field not in ("name", "any_name"):
        return None
    normal = [normal_form(value) for value in test.values]
    if test.op in _INDEXED:
        named = f"MATCH (named:Named)\nWHERE named.normalName IN {writer.value(normal)}"
    elif test.op is Op.STARTS_WITH:
        named = f"MATCH (named:Named)\nWHERE named.normalName STARTS WITH {writer.value(normal[0])}"
    elif test.op is Op.CONTAINS or len(normal[0]) > 1:
        grams = writer.value(gram_query(normal[0]))
        named = f"CALL db.index.fulltext.queryNodes('named_grams', {grams}) YIELD node AS named"
    else:
        return None
    bearer = f"MATCH ({it}:Fact)-[:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY|HAD_VERSION*0..1]->(named)"
    return f"{named}\n{bearer}\nWHERE {it}.kind = 'party'"


def _of_link(writer: Where, link: Linked, it: str) -> str | None:
    """Return what is linked to things that are few."""
    if link.by == "records":
        record = writer.variable()
        own = begin(writer, Thing.RECORD, link.where, record) or (
            f"MATCH ({record}:Fact)\nWHERE {record}.kind = 'record' AND {record}.sortKey >= ''"
        )
        held = f"WITH {record}, {version(record)} AS {record}_stated\nWHERE {writer.of(Thing.RECORD, link.where, record)}"
        return f"{own}\n{held}\nMATCH ({record})-[:NAMES|SUPERSEDED_NAMES]->({it}:Fact)"
    for far in conjuncts(link.where):
        if isinstance(far, Linked) and far.quantifier is Quantifier.SOME:
            other = writer.variable()
            few = begin(writer, Thing.PARTY, far.where, other)
            if few is not None:
                return f"{few}\nWITH DISTINCT {other}\nMATCH ({other})-[:{EVERY_RELATION}]-({it}:Fact)\nWHERE {it}.kind = 'party'"
    return None
