"""Writes of the model store."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from xinmai.errors import RevisionConflict
from xinmai.model.answers import Applied, Change, Erased, Refusal, Revision
from xinmai.model.fact import Fact
from xinmai.model.facts import KIND_OF, is_too_long, missing_end, restates
from xinmai.model.party import ContactValue
from xinmai.model.provenance import Source

from support.model_state import State, bare, ends
from support.model_walks import ModelWalks

Said = dict[str, Fact]
"""What one load has said and the store has taken."""


class ModelLoad:
    """One load of one namespace. Its memory of what was said begins and ends with it."""

    def __init__(self, state: State, namespace: str) -> None:
        self._state = state
        self._namespace = namespace
        self._said: Said = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def apply(self, facts: Sequence[Fact], at: datetime) -> Applied:
        return write(self._state, facts, at, self._said)

    async def finish(
        self,
        at: datetime,
        *,
        close_unsaid: bool,
        rejects: Mapping[tuple[str, str, str], int],
        spared: Collection[str] = (),
    ) -> Applied:
        """Close the live facts of the namespace (that of their source) that this load did not say, all in one revision.

        A node that a fact that stays hangs on, stays; so does what that node hangs on. Nodes that only hang on one another
        do not. Sources stay: the past still names them. What was refused was not said. The answer counts what this call closed, not the batches before it.
        """
        self._state.rejects[self._namespace] = dict(rejects)
        unsaid = self._unsaid(spared) if close_unsaid else set()
        live = self._state.live()
        for key in unsaid:
            live[key].recorded_to = self._state.newest + 1
        record(self._state, {key: (live[key].kind, "closed") for key in unsaid}, at)
        return Applied(revision=self._state.newest, closed=len(unsaid))

    def _unsaid(self, spared: Collection[str]) -> set[str]:
        live = {key: version.fact for key, version in self._state.live().items() if version.fact is not None}
        going = {
            key
            for key, fact in live.items()
            if fact.namespace == self._namespace
            and key not in self._said
            and not isinstance(fact, Source)
            and KIND_OF[type(fact)] not in spared
        }
        while True:
            needed = {end for key, fact in live.items() if key not in going for end in ends(fact)}
            if not going & needed:
                return going
            going -= needed


class ModelWrites(ModelWalks):
    """Writes."""

    def load(self, namespace: str) -> ModelLoad:
        """A new load knows nothing of an earlier one that did not finish; it says everything again."""
        return ModelLoad(self.state, namespace)

    async def apply(
        self, facts: Sequence[Fact], *, key: str, at: datetime, expected_revision: int | None = None
    ) -> Applied:
        """As a load of one batch. A key that made a revision before: nothing is written, nothing is compared with
        ``expected_revision``, the answer is that revision and all facts unchanged. A write that made no revision leaves
        its key free.
        """
        if key in self.state.write_keys:
            return Applied(revision=self.state.write_keys[key], unchanged=len(facts))
        before = self.state.newest
        if expected_revision is not None and expected_revision != before:
            raise RevisionConflict(expected_revision, before)
        applied = write(self.state, facts, at, {})
        if applied.revision > before:
            self.state.write_keys[key] = applied.revision
        return applied

    async def erase(self, key: str, reason: str, at: datetime) -> Erased | None:
        """A revision of its own. The fact is no longer live, though no version is closed by it; its key is never taken
        again (``ERASED``). The digest is that of the newest version. Erasing it again changes nothing and answers what is
        left. A key that never was: None.
        """
        versions = [version for version in self.state.versions if version.key == key]
        if not versions or key in self.state.erased:
            return self.state.erased.get(key)
        for version in versions:
            version.fact = None
        record(self.state, {key: (versions[-1].kind, "erased")}, at)
        erased = Erased(key, versions[-1].digest, reason, self.state.newest)
        self.state.erased[key] = erased
        return erased

    async def close(self) -> None:
        """Nothing is held."""


def record(state: State, touched: Mapping[str, tuple[str, str]], at: datetime) -> None:
    """Enter a revision and its changes; a write that changed nothing is none. A clock that was set back stands still."""
    if touched:
        number = state.newest + 1
        last = state.revisions[-1].recorded_at if state.revisions else at
        state.revisions.append(Revision(number, max(at, last)))
        state.changes += [Change(number, key, kind, what) for key, (kind, what) in touched.items()]


def write(state: State, facts: Sequence[Fact], at: datetime, said: Said) -> Applied:
    """Write a batch as one revision.

    First each fact is compared with what its load and its batch said before; what was refused does not count as said.
    What is left may hang on live facts and on what else is left; what dangles is taken out until nothing does.
    """
    batch = _Batch(state, said)
    first = batch.said_first([bare(fact) for fact in facts])
    accepted = batch.without_dangling(first)
    live = state.live()
    touched: dict[str, tuple[str, str]] = {}
    for fact in accepted.values():
        said[fact.key] = fact
        old = live.get(fact.key)
        if old is not None and old.fact is not None and restates(old.fact, fact):
            continue
        if old is not None:
            old.recorded_to = state.newest + 1
        state.add(fact, state.newest + 1)
        touched[fact.key] = (KIND_OF[type(fact)], "added" if old is None else "changed")
    record(state, touched, at)
    outcomes = [what for _, what in touched.values()]
    return Applied(
        revision=state.newest,
        added=outcomes.count("added"),
        changed=outcomes.count("changed"),
        unchanged=len(accepted) - len(outcomes),
        repeated=batch.repeated,
        refused=tuple(sorted(batch.refused, key=lambda refusal: refusal.index)),
    )


class _Batch:
    def __init__(self, state: State, said: Said) -> None:
        self.state = state
        self.said = said
        self.refused: list[Refusal] = []
        self.repeated = 0

    def said_first(self, facts: Sequence[Fact]) -> dict[int, Fact]:
        """Return, by place, the facts that are neither repeated nor refused for their key.

        ``TOO_LONG``: a text by which it is found is longer than any store takes. ``ERASED``: the key was erased. ``ID_TWICE``: the key is or was of another kind, or this load said it with other
        content; the first statement stays. A contact value said again is nobody's repetition and not counted.
        """
        kinds = {version.key: version.kind for version in self.state.versions}
        earlier = dict(self.said)
        first: dict[int, Fact] = {}
        for place, fact in enumerate(facts):
            key, kind = fact.key, KIND_OF[type(fact)]
            if is_too_long(fact):
                self.refused.append(Refusal(place, "TOO_LONG", key))
            elif key in self.state.erased:
                self.refused.append(Refusal(place, "ERASED", key))
            elif kinds.get(key, kind) != kind or (key in earlier and not restates(earlier[key], fact)):
                self.refused.append(Refusal(place, "ID_TWICE", key))
            elif key in earlier:
                self.repeated += not isinstance(fact, ContactValue)
            else:
                first[place] = earlier[key] = fact
        return first

    def without_dangling(self, facts: dict[int, Fact]) -> dict[int, Fact]:
        """Return the facts whose ends are all known and of a kind that may stand there; the first end that is not is the
        one refused for.
        """
        live = {key: version.kind for key, version in self.state.live().items()}
        while True:
            known = live | {fact.key: KIND_OF[type(fact)] for fact in facts.values()}
            missing = {place: missing_end(fact, known.get) for place, fact in facts.items()}
            self.refused += [Refusal(place, "DANGLING", end) for place, end in missing.items() if end]
            kept = {place: fact for place, fact in facts.items() if missing[place] is None}
            if len(kept) == len(facts):
                return kept
            facts = kept
