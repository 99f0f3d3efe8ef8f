"""The statements that a good user of Neo4j would write for the same answers: with the day and the same limits of nodes and hubs.

They return the same payloads as ours. Left out: revision, mask, what was cut, decoding, order.
"""

from typing import Final

from xinmai.store.neo4j.statements import FOLLOWED, types

_KINDS: Final = types(FOLLOWED, past=False)
_HOLDS: Final = "HOLDS"
_NODE: Final = "[node.payload, [(node)-[dated:HAS_PROPERTY]->() | dated.payload]]"
_DAY: Final = "relation.dayFrom <= $day AND relation.dayTo > $day"
_EVERY: Final = "all(relation IN steps WHERE relation.dayFrom <= $day AND relation.dayTo > $day)"

PARTIES: Final = f"UNWIND $ids AS id MATCH (node:Fact {{id: id}}) RETURN {_NODE} AS node"

RESOLVE: Final = """
UNWIND $terms AS term
MATCH (:Identifier {term: term})<-[:IDENTIFIED_BY]-(party)
RETURN term, collect(party.id) AS parties
"""

RECORDS: Final = """
MATCH (:Party {id: $id})<-[:NAMES]-(record)
WITH DISTINCT record
RETURN record.payload, [(record)-[part:NAMES|NAMES_SOMEBODY_IN|IMPOSES|HAS_EVENT]->() | part.payload] AS parts
"""


def around(depth: int) -> str:
    """Return the statement for everything within some hops: the nodes that are followed, pruned, then their relationships."""
    return f"""
MATCH (seed:Party {{id: $id}})
CALL (seed) {{
  MATCH (seed)-[steps:{_KINDS}*0..{depth - 1}]-(near)
  WHERE {_EVERY}
  RETURN DISTINCT near
}}
WITH seed, near WHERE COUNT {{ (near)--() }} <= $hub
MATCH (near)-[relation:{_KINDS}]-(other)
WHERE {_DAY}
WITH seed, collect(DISTINCT relation) AS relations, collect(DISTINCT other)[..$nodes] AS others
CALL (seed, others) {{
  UNWIND [seed] + others AS node
  WITH DISTINCT node
  RETURN collect({_NODE}) AS nodes
}}
RETURN nodes, [relation IN relations | relation.payload] AS relations
"""


def reachable(*, into: bool) -> str:
    """Return the statement for all holders above, or all holdings below."""
    start, end = ("<-", "-") if into else ("-", "->")
    return f"""
MATCH (seed:Party {{id: $id}})
CALL (seed) {{
  MATCH (seed){start}[steps:{_HOLDS}*0..]{end}(near)
  WHERE {_EVERY}
  RETURN DISTINCT near LIMIT $nodes
}}
WITH collect(near) AS reached
RETURN [node IN reached | {_NODE}] AS nodes, COLLECT {{
  UNWIND reached AS near
  MATCH (near){start}[relation:{_HOLDS}]{end}()
  WHERE {_DAY}
  RETURN relation.payload
}} AS relations
"""


SHORTEST: Final = f"""
MATCH (a:Party {{id: $a}}), (b:Party {{id: $b}})
MATCH path = allShortestPaths((a)-[steps:{_KINDS}*..6]-(b))
WHERE {_EVERY}
UNWIND nodes(path) AS node
UNWIND relationships(path) AS relation
RETURN collect(DISTINCT {_NODE}) AS nodes, collect(DISTINCT relation.payload) AS relations
"""

MATRIX: Final = f"""
UNWIND $ids AS one
UNWIND $ids AS another
WITH one, another WHERE one < another
MATCH (a:Party {{id: one}}), (b:Party {{id: another}})
MATCH path = shortestPath((a)-[steps:{_KINDS}*..4]-(b))
WHERE {_EVERY}
RETURN one, another, [node IN nodes(path) | node.payload] AS nodes, [relation IN steps | relation.payload] AS relations
"""
