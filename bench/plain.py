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

NESTED: Final = f"""
MATCH (party:Fact) WHERE party.kind = 'party' AND party.sortKey > $after AND party.subkind = 'enterprise'
WITH party ORDER BY party.sortKey LIMIT 100
RETURN {_NODE.replace("node", "party")} AS party,
  COLLECT {{ MATCH (party)<-[relation:HOLDS]-(other) WHERE {_DAY} RETURN [relation.payload, other.payload] ORDER BY relation.id LIMIT 5 }} AS holders,
  COLLECT {{ MATCH (party)<-[relation:LEGAL_REPRESENTATIVE_OF]-(other) WHERE {_DAY} RETURN [relation.payload, other.payload] ORDER BY relation.id LIMIT 5 }} AS heads,
  COLLECT {{ MATCH (party)<-[:NAMES]-(record) RETURN DISTINCT record.payload ORDER BY record.payload LIMIT 5 }} AS records
"""

HOLDING: Final = f"""
MATCH (:Fact {{id: $id}})-[relation:HOLDS]->(party) WHERE {_DAY} AND relation.share >= $share
WITH DISTINCT party ORDER BY party.sortKey
RETURN count(*) AS total, collect({_NODE.replace("node", "party")})[..50] AS items
"""

NAMED: Final = f"""
CALL db.index.fulltext.queryNodes('named_grams', $grams) YIELD node AS named
WITH named WHERE named.kind = 'party' AND named.normalName CONTAINS $piece AND named.subkind = 'enterprise'
WITH named AS party ORDER BY party.normalName LIMIT 50
RETURN {_NODE.replace("node", "party")}
"""

PENALISED: Final = f"""
MATCH (record:Penalty) WHERE record.decidedOn >= $since
MATCH (record)-[:NAMES]->(party)
WITH DISTINCT party ORDER BY party.sortKey LIMIT 50
RETURN {_NODE.replace("node", "party")}
"""

GROUPED: Final = """
MATCH (record:CreditRecord)
RETURN record.subkind, left(record.decidedOn, 4) AS year, count(*) AS number, min(record.decidedOn), max(record.decidedOn)
"""
