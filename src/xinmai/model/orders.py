"""In which order a list is given, 排序: by stated keys, and last by the code points of the public id."""

from typing import Final

import msgspec

from xinmai.model.filters import Sort, Thing


class Order(msgspec.Struct, frozen=True, array_like=True):
    """One key of an order, 排序键. Where it is not stated, the item comes last, whichever way the order goes."""

    by: str
    """A key of :data:`ORDERS`."""
    descending: bool = False


ORDERS: Final[dict[Thing, dict[str, Sort]]] = {
    Thing.PARTY: {"id": Sort.WORD, "kind": Sort.WORD, "name": Sort.NAME, "founded_on": Sort.DATE},
    Thing.RELATION: {
        "id": Sort.WORD,
        "kind": Sort.WORD,
        "valid_from": Sort.DATE,
        "valid_to": Sort.DATE,
        "share": Sort.SHARE,
    },
    Thing.RECORD: {
        "id": Sort.WORD,
        "kind": Sort.WORD,
        "decided_on": Sort.DATE,
        "effective_from": Sort.DATE,
        "amount": Sort.AMOUNT,
    },
}
"""Thing → by what its lists may be ordered. A date counts as the first day that it may mean, a share as its least."""
