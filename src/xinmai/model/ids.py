"""Public ids: ``namespace:local``, strings everywhere (two sources may use one number; ids exceed 2^53)."""

import re
from typing import NewType

PublicId = NewType("PublicId", str)
"""Id of anything in the graph, 公开标识: ``namespace:local`` with exactly one colon."""

_NAMESPACE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}\Z")


def is_namespace(text: str) -> bool:
    """Say whether ``text`` may be a namespace: lower-case letters, digits and hyphens, at most 63 long."""
    return _NAMESPACE.match(text) is not None


def is_public_id(text: str) -> bool:
    """Say whether ``text`` has the form of a public id."""
    namespace, colon, local = text.partition(":")
    return bool(colon and local) and ":" not in local and is_namespace(namespace)


def namespace_of(public_id: str) -> str:
    """Return the namespace of a public id."""
    return public_id.partition(":")[0]
