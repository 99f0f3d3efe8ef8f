// Return for each party one page of the records that name it and fulfil a condition, in an order, and how many there are in all.
// A record names it by id, or by a name inside an organisation which, by the same namespace's word, is that of this person alone
// among those who stand or stood in a relation to it.
// The adapter writes the types of all relations that are not suspected in place of /*:kinds*/, and conditions, keys and what stands
// behind a page at its marks; as it stands: all such records by id.
// $parties: ids of the parties
// $revision: revision of the view
// $shown: values of `need` that the caller may see
// $behind: keys of the last item of the page before, or null
// $first: greatest number of rows for a party: one more than the page holds
UNWIND $parties AS id
MATCH (party:Fact {id: id})
USING INDEX SEEK party:Fact(id)
WHERE party.kind = 'party'
WITH DISTINCT party
WITH party, CASE
  WHEN party.payload IS NOT NULL AND party.recordedFrom <= $revision THEN party
  ELSE head([(party)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
END AS stated
WHERE stated.need IN $shown AND stated.payload IS NOT NULL
WITH party, stated.subkind AS subkind
CALL (party, subkind) {
  CALL (party, subkind) {
    MATCH (party)<-[named:NAMES|SUPERSEDED_NAMES]-(record)
    WHERE named.need IN $shown AND named.recordedFrom <= $revision AND coalesce(named.recordedTo > $revision, true)
    RETURN record
    UNION
    WITH party, subkind WHERE subkind = 'person'
    MATCH (party)-[relation /*:kinds*/]->(place)
    WHERE relation.dayFrom IS NOT NULL
      AND relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
    WITH DISTINCT party, place, relation.namespace AS namespace
    MATCH (place)<-[named:NAMES_SOMEBODY_IN|SUPERSEDED_NAMES_SOMEBODY_IN]-(record)
    WHERE named.namespace = namespace
      AND named.need IN $shown AND named.recordedFrom <= $revision AND coalesce(named.recordedTo > $revision, true)
    WITH party, record, COLLECT {
        MATCH (place)<-[relation /*:kinds*/]-(bearer)
        WHERE relation.dayFrom IS NOT NULL AND relation.namespace = namespace
          AND relation.need IN $shown AND relation.recordedFrom <= $revision AND coalesce(relation.recordedTo > $revision, true)
        WITH DISTINCT bearer
        WITH bearer, CASE
          WHEN bearer.payload IS NOT NULL AND bearer.recordedFrom <= $revision THEN bearer
          ELSE head([(bearer)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
        END AS stated
        WHERE stated.subkind = 'person' AND stated.need IN $shown AND stated.payload IS NOT NULL
          AND (stated.normalName = named.normalName OR EXISTS {
            MATCH (bearer)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->(name)
            WHERE dated.property = 'name' AND name.normalName = named.normalName
              AND dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
          })
        RETURN bearer
      } AS bearers
    WHERE bearers = [party]
    RETURN record
  }
  WITH DISTINCT record
  WITH record, CASE
    WHEN record.payload IS NOT NULL AND record.recordedFrom <= $revision THEN record
    ELSE head([(record)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
  END AS record_stated
  WHERE record_stated.need IN $shown AND record_stated.payload IS NOT NULL/*where*/
  WITH record, record_stated, /*keys*/record.sortKey AS key0/*end*/
  ORDER BY /*order*/key0/*end*/
  RETURN collect({node: record, stated: record_stated, keys: [/*listed*/key0/*end*/]}) AS found
}
CALL (found) {
  UNWIND [item IN found WHERE $behind IS NULL OR /*behind*/item.keys[0] > $behind[0]/*end*/][..$first] AS item
  WITH item.node AS record, item.stated AS stated, item.keys AS keys
  RETURN collect({
    keys: keys, kind: stated.kind, recordedFrom: stated.recordedFrom, payload: stated.payload, parts: COLLECT {
      MATCH (record)-[part:NAMES|NAMES_SOMEBODY_IN|IMPOSES|HAS_EVENT|SUPERSEDED_NAMES|SUPERSEDED_NAMES_SOMEBODY_IN|SUPERSEDED_IMPOSES|SUPERSEDED_HAS_EVENT]->()
      WHERE part.need IN $shown AND part.recordedFrom <= $revision AND coalesce(part.recordedTo > $revision, true)
      RETURN [part.kind, part.recordedFrom, part.payload] AS part
      UNION ALL
      MATCH (record)-[part:CORRECTS|FOLLOWS|SAME_EVENT_AS|ESCALATES|SUPERSEDED_CORRECTS|SUPERSEDED_FOLLOWS|SUPERSEDED_SAME_EVENT_AS|SUPERSEDED_ESCALATES]-()
      WHERE part.need IN $shown AND part.recordedFrom <= $revision AND coalesce(part.recordedTo > $revision, true)
      RETURN [part.kind, part.recordedFrom, part.payload] AS part
    }
  }) AS items
}
RETURN party.id AS id, size(found) AS total, items
