"""Questions about lists of any length: what they cost a store must not grow with them."""

NESTED = """
query($first: Int) {
  parties(first: $first, where: {kind: {eq: ENTERPRISE}}, asOf: "2025-06-01") {
    totalCount
    edges {
      node {
        name
        holders(first: 5) { edges { node { share { exact } from { name } certainty } } }
        legalRepresentatives(first: 5) { totalCount edges { node { from { name roles(first: 5) { totalCount } } } } }
        records(first: 5, where: {kind: {eq: PENALTY}}) { edges { node { agency { name } events { event } } } }
        relationCounts { count }
        relationsAggregate(by: [KIND]) { total }
      }
    }
  }
}
"""
FILES = """
query($first: Int) {
  parties(first: $first, asOf: "2025-06-01") {
    edges {
      node {
        creditFile {
          sections { entries(first: 3) { edges { node { sources { source { title } } } } } gaps { because } }
          completeness { sources { source { id } } hubsExcluded { name } }
        }
        timeline(first: 3) {
          edges { node { on item { sources { recordedAt } } } }
          completeness { sources { stale } }
        }
      }
    }
  }
}
"""
PAGES = """
query($first: Int) {
  parties(first: $first, asOf: "2025-06-01") {
    edges {
      node {
        relations(first: 3) { completeness { sources { source { title } } hubsExcluded { name } } }
        records(first: 3) { edges { node { title } } completeness { sources { stale } } }
      }
    }
  }
}
"""
FOUND = """
query($first: Int) {
  records(first: $first) { edges { node { agency { name } parties { party { name } } } } completeness { sources { stale } } }
  search(text: "公司", first: $first) { edges { node { name relationCounts { count } } } }
  recordsAggregate(by: [AGENCY]) { groups { agency { name } count } }
}
"""
