"""A plain model of the store port, to compare engines with."""

from support.model_writes import ModelWrites


class ModelStore(ModelWrites):
    """The store port on lists: obviously correct, slow, no cleverness. Each method answers by its definition; its docstring
    adds what the port leaves open and every engine does alike.

    Time: revision n is the n-th write that changed something, ``recorded_at`` the ``at`` of that write. A fact is read with
    the ``recorded_from`` of its version and with a ``recorded_to`` only if the view's revision knows of it (``history``).

    Mask: a view shows a fact if a version of its key is recorded at the view's revision, if the visibility of the *newest*
    version of that key is covered by what the caller sees (disclosure is judged today, whatever the revision), and if it
    shows every node that the version hangs on (``Fact.links``: both ends, a relation's case, a record's agency and case).
    What was erased is shown at no revision, nor is what hangs on it. ``revisions``, ``rejects``, ``erased``, ``changes``,
    ``digest`` and ``counts`` take no view and have no mask.

    Day: relations that cannot hold on the view's day are left out of ``relations``, ``degrees`` and the traversals. A fact
    asked for by key or listed by kind is shown with its days, whatever the view's day.

    Attachments: parties come with their dated facts from ``parties``, ``find``, ``search`` and traversals, records with
    everything from ``records``, ``records_of`` and ``credit_records``; ``facts``, ``listing``, ``scan`` and ``history`` give
    the bare fact. A fact that is written with attachments or record time is written without them.

    Kinds: None asks for all relation kinds but the suspected ones, in ``relations`` too; an empty sequence asks for none.

    Lists: ``total`` counts the whole list; cursors are opaque.
    """
