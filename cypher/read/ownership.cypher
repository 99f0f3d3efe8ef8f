// Return what the next parties hold, of which coalitions they are members, whom they are declared to control, their statuses,
// and which of them are nominees, state bodies or known by name only: all that may hold on a day.
// $after: sort key of the last party that was returned before; empty for the first time
// $first: greatest number of parties
// $asOf: the day
// $nominees: categories of parties that hold for others
// $family: code of membership in a family, which is no coalition
// $revision: revision of the view
// $shown: values of `need` that the caller may see
MATCH (party:Fact)
WHERE party.kind = 'party' AND party.sortKey > $after
WITH party ORDER BY party.kind, party.sortKey LIMIT $first
WITH collect(party) AS parties
WITH parties, last(parties).sortKey AS reached
RETURN reached, COLLECT {
  UNWIND parties AS holder
  MATCH (holder)-[stake:HOLDS|SUPERSEDED_HOLDS]->(held)
  WHERE stake.need IN $shown AND stake.recordedFrom <= $revision AND coalesce(stake.recordedTo > $revision, true)
    AND stake.dayFrom <= $asOf AND stake.dayTo > $asOf
  RETURN [
    holder.number, held.number, stake.namespace, stake.share, stake.shareMin, stake.shareMax,
    stake.voteShare, stake.voteMin, stake.voteMax, stake.validFrom, stake.validTo, coalesce(stake.ended, false)
  ]
} AS holdings, COLLECT {
  UNWIND parties AS member
  MATCH (member)-[joined:MEMBER_OF|SUPERSEDED_MEMBER_OF]->(coalition)
  WHERE joined.need IN $shown AND joined.recordedFrom <= $revision AND coalesce(joined.recordedTo > $revision, true)
    AND joined.dayFrom <= $asOf AND joined.dayTo > $asOf AND coalesce(joined.code <> $family, true)
    AND coalition.kind = 'party'
  WITH member, joined, coalition, CASE
    WHEN coalition.payload IS NOT NULL AND coalition.recordedFrom <= $revision THEN coalition
    ELSE head([(coalition)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
  END AS stated
  WHERE stated.subkind = 'coalition'
  RETURN [
    member.number, coalition.number, joined.validFrom, joined.validTo, coalesce(joined.ended, false)
  ]
} AS memberships, COLLECT {
  UNWIND parties AS declarer
  MATCH (declarer)-[declared:CONTROLS|SUPERSEDED_CONTROLS]->(controlled)
  WHERE declared.need IN $shown AND declared.recordedFrom <= $revision AND coalesce(declared.recordedTo > $revision, true)
    AND declared.dayFrom <= $asOf AND declared.dayTo > $asOf
  RETURN [
    declarer.number, controlled.number, declared.code, declared.validFrom, declared.validTo,
    coalesce(declared.ended, false)
  ]
} AS declared, COLLECT {
  UNWIND parties AS owner
  MATCH (owner)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->(value)
  WHERE dated.property = 'status'
    AND dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
    AND dated.firstDay <= $asOf AND dated.endDay > $asOf
  RETURN [owner.number, dated.firstDay, coalesce(value.sortKey, value.id), value.value]
} AS statuses, COLLECT {
  UNWIND parties AS nominee
  MATCH (nominee)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->(value)
  WHERE dated.property = 'category' AND value.value IN $nominees
    AND dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
    AND dated.firstDay <= $asOf AND dated.endDay > $asOf
  RETURN nominee.number
} AS nominees, COLLECT {
  UNWIND parties AS body
  MATCH (body)-[dated:HAS_PROPERTY|SUPERSEDED_HAS_PROPERTY]->(value)
  WHERE dated.property = 'category' AND value.value = 'state_body'
    AND dated.need IN $shown AND dated.recordedFrom <= $revision AND coalesce(dated.recordedTo > $revision, true)
    AND dated.firstDay <= $asOf AND dated.endDay > $asOf
  RETURN body.number
} AS stateBodies, COLLECT {
  UNWIND parties AS named
  WITH named, CASE
    WHEN named.payload IS NOT NULL AND named.recordedFrom <= $revision THEN named
    ELSE head([(named)-[:HAD_VERSION]->(v) WHERE v.recordedFrom <= $revision AND v.recordedTo > $revision | v])
  END AS stated
  WHERE stated.identity IN ['SCOPED', 'NAME_ONLY'] AND stated.need IN $shown
  RETURN named.number
} AS byName
