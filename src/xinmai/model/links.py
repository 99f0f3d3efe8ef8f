"""How parties are linked: paths between two of them, and the matrix of many."""

import msgspec

from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.path import Path
from xinmai.model.view import Completeness, SourceUse
from xinmai.model.vocabulary import Answer, HubReason, JobState, RelationKind


class FoldedHub(msgspec.Struct, frozen=True):
    """A hub between two parties, told once instead of as paths, 折叠枢纽."""

    hub: PublicId
    reason: HubReason
    """Why it is not passed."""
    touches_from: Path
    """Shortest way from the one party to it."""
    touches_to: Path
    """Shortest way from it to the other party."""


class PathResult(msgspec.Struct, frozen=True, kw_only=True):
    """How two parties are linked, 关联路径. No paths: no link was found in what was searched."""

    paths: tuple[Path, ...]
    """In the order asked for."""
    folded: tuple[FoldedHub, ...]
    """Hubs that stand between the two, by length of the way over them, then by id."""
    searched: tuple[SourceUse, ...]
    """Sources whose facts were searched, ordered by id."""
    kinds: tuple[RelationKind, ...]
    """Kinds of relation that were followed, in the order of the vocabulary."""
    more: Answer
    """Whether there are more paths of at most ``completeness.depth_reached`` hops than those shown."""
    completeness: Completeness
    """What was cut; ``depth_reached`` is the length up to which every path was looked for."""
    facts: tuple[Fact, ...] = ()
    """The nodes and relations that the answer names, so that nobody has to read them again."""


class Cell(msgspec.Struct, frozen=True):
    """Two linked parties of a matrix, 关联对."""

    path: Path
    """Shortest path; its start is the one with the smaller id."""


class PartyLinks(msgspec.Struct, frozen=True):
    """A party to which a neighbour is linked, and how, 关联主体."""

    party: PublicId
    kinds: tuple[RelationKind, ...]
    """Kinds of the relations between them, in the order of the vocabulary."""


class Neighbour(msgspec.Struct, frozen=True):
    """A node that is directly linked to two or more of the parties, 共同邻居."""

    node: PublicId
    links: tuple[PartyLinks, ...]
    """Ordered by party."""


class SharedHub(msgspec.Struct, frozen=True):
    """A hub that two or more of the parties touch, told once instead of as paths, 折叠枢纽."""

    hub: PublicId
    reason: HubReason
    touches: tuple[Path, ...]
    """Shortest way from each party to it, of at most half the depth asked for, by length, then by party."""


class JobProgress(msgspec.Struct, frozen=True):
    """How far a job is, 作业进度."""

    state: JobState
    done: int
    """Parties whose links are known."""
    total: int
    """Parties asked about."""


class ConnectionMatrix(msgspec.Struct, frozen=True, kw_only=True):
    """How many parties are linked with one another, 关联矩阵."""

    among: tuple[PublicId, ...]
    """The parties, ordered by id."""
    cells: tuple[Cell, ...] = ()
    """Linked pairs, by first and second party."""
    unlinked: int | None = None
    """Number of pairs between which no link was found; None while a job runs."""
    neighbours: tuple[Neighbour, ...] = ()
    """Common neighbours, by number of parties, the greatest first, then by id."""
    third_persons: tuple[Neighbour, ...] = ()
    """Natural persons among them, not asked about themselves, who hold in or stand in office at two or more."""
    folded: tuple[SharedHub, ...] = ()
    """By number of parties, the greatest first, then by id."""
    searched: tuple[SourceUse, ...] = ()
    kinds: tuple[RelationKind, ...]
    """Kinds of relation that were followed, in the order of the vocabulary."""
    job: JobProgress | None = None
    """Where the question is answered as a job."""
    completeness: Completeness
    """What was cut; ``depth_reached`` is the length up to which every path was looked for."""
    facts: tuple[Fact, ...] = ()
    """The nodes and relations that the answer names, so that nobody has to read them again."""
