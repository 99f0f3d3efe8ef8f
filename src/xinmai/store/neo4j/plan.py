"""Tasks, and what came of what is due."""

from xinmai.model.answers import CoverageCount, RejectCount
from xinmai.model.fact import Fact
from xinmai.model.ids import PublicId
from xinmai.model.plan import Task, TaskLink
from xinmai.model.view import View
from xinmai.model.vocabulary import RecordKind
from xinmai.store.neo4j.lens import Lens
from xinmai.store.neo4j.server import Row, Server
from xinmai.store.neo4j.statements import statement
from xinmai.store.reading import read, read_all


async def tasks(server: Server, view: View, agency: PublicId | None, seconds: float) -> tuple[Fact, ...]:
    """Return tasks by number, each followed by its links by kind and position."""
    rows = await Lens(server, view, seconds).rows("tasks", {"agency": agency})
    found = [_bound(row) for row in rows]
    found.sort(key=lambda pair: (pair[0].no, pair[0].id))
    return tuple(fact for task, links in found for fact in (task, *sorted(links, key=_by_position)))


def _bound(row: Row) -> tuple[Task, list[TaskLink]]:
    task: Task = read(row["kind"], row["recordedFrom"], row["payload"])  # type: ignore[assignment]
    links: list[TaskLink] = read_all("task_link", row["links"])
    return task, links


def _by_position(link: TaskLink) -> tuple[str, int, str]:
    return link.kind, link.position, link.key


async def coverage(
    server: Server, view: View, agency: PublicId | None, seconds: float
) -> tuple[CoverageCount, ...]:
    """Return what came, by agency, kind and item."""
    lens = Lens(server, view, seconds)
    if agency is None:
        rows = await lens.rows("coverage", {})
    else:
        rows = await lens.rows("coverage_of", {"agency": agency})
    found = [
        CoverageCount(row["agency"], RecordKind(row["kind"]), row["item"], row["count"], row["lastOn"])
        for row in rows
    ]
    return tuple(sorted(found, key=lambda count: (count.agency or "", count.kind, count.item or "")))


async def rejects(server: Server, seconds: float) -> tuple[RejectCount, ...]:
    """Return what the newest loads refused."""
    rows = await server.rows(statement("read", "rejects"), seconds, {})
    found = [RejectCount(**row) for row in rows]
    return tuple(sorted(found, key=lambda count: (count.namespace, count.agency, count.table, count.kind)))
