"""What the closed vocabularies of the model are called in the graph: read from ``cypher/vocabulary.toml``."""

import tomllib
from typing import Any, Final

from xinmai.model.vocabulary import RelationKind
from xinmai.resources import resource

_TABLE: Final[dict[str, Any]] = tomllib.loads(
    resource("cypher", "vocabulary.toml").read_text(encoding="utf-8")
)

SUPERSEDED: Final[str] = _TABLE["superseded"]
"""Prefix of the type of a relationship whose version holds no longer."""
LABEL: Final[dict[str, str]] = _TABLE["fact"]
"""Label of each kind of fact."""
PARTY_LABEL: Final[dict[str, str]] = _TABLE["party"]
"""Second label of a party, by kind of party."""
RECORD_LABEL: Final[dict[str, str]] = _TABLE["record"]
"""Second label of a credit record, by kind of record."""
RECORD_LINK_TYPE: Final[dict[str, str]] = _TABLE["record_link"]
"""Type of the relationship between two records, by kind of link."""
RELATION_TYPE: Final[dict[RelationKind, str]] = {RelationKind(k): v for k, v in _TABLE["relation"].items()}
"""Type of the relationship of a relation."""
LINK_TYPES: Final[dict[str, tuple[str, ...]]] = {
    **{str(kind): (type_,) for kind, type_ in RELATION_TYPE.items()},
    **{kind: tuple(types) for kind, types in _TABLE["attachment"].items()},
}
"""Types of the relationships that a connection of ``Fact.links()`` makes: one, or two with the fact's own node between."""
KIND_OF_TYPE: Final[dict[str, RelationKind]] = {
    **{type_: kind for kind, type_ in RELATION_TYPE.items()},
    **{SUPERSEDED + type_: kind for kind, type_ in RELATION_TYPE.items()},
}
"""Kind of relation of each type, those of the past included."""
