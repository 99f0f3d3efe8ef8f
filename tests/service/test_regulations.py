"""The documents of rules that tasks name, on tasks of its own."""

from xinmai.model.ids import PublicId
from xinmai.model.plan import PlannedTask, System
from xinmai.model.view import Page
from xinmai.model.vocabulary import RegulationUse, TaskLinkKind
from xinmai.service.regulations import mentions_in, page_of, regulations
from xinmai.service.systems import systems_of
from xinmai.service.tasks import naming

from support import facts as build

DRAWS, REVISES, APPLIES = TaskLinkKind.DRAWS_UP, TaskLinkKind.REVISES, TaskLinkKind.APPLIES


def planned(number: int, text: str, *links: tuple[TaskLinkKind, str]) -> PlannedTask:
    task = f"a:t{number}"
    bound = [
        build.task_link(
            task, None if ":" not in value else value, kind, value=None if ":" in value else value
        )
        for kind, value in links
    ]
    return PlannedTask(build.task(task, number, text=text), tuple(bound))


ONE = planned(
    1,
    "总结。制定《甲办法》和乙标准；落实《丙条例》。",
    (APPLIES, "《丙条例》"),
    (DRAWS, "《甲办法》"),
    (DRAWS, "乙标准"),
)
TWO = planned(2, "修订《甲办法》", (REVISES, "《甲办法》"), (TaskLinkKind.PRODUCES, "《甲办法》"))


def test_a_task_names_what_it_draws_up_then_revises_then_applies() -> None:
    assert [(m.title, m.use, m.wording) for m in mentions_in(ONE)] == [
        ("《甲办法》", "draws_up", "制定《甲办法》和乙标准"),
        ("乙标准", "draws_up", "制定《甲办法》和乙标准"),
        ("《丙条例》", "applies", "落实《丙条例》"),
    ]


def test_titles_printed_alike_are_one_document_by_the_first_task() -> None:
    found = regulations([ONE, TWO], None)
    assert [(r.title, [m.task.task.no for m in r.mentions]) for r in found] == [
        ("《丙条例》", [1]),
        ("《甲办法》", [1, 2]),
        ("乙标准", [1]),
    ]


def test_one_use_leaves_the_others_out() -> None:
    found = regulations([ONE, TWO], RegulationUse.REVISES)
    assert [(r.title, [m.use for m in r.mentions]) for r in found] == [("《甲办法》", ["revises"])]


def test_a_title_that_no_clause_prints_is_its_own_wording() -> None:
    (mention,) = mentions_in(planned(3, "别的。", (DRAWS, "丁规定")))
    assert mention.wording == "丁规定"


def test_pages_make_the_whole_list() -> None:
    found = regulations([ONE, TWO], None)
    first = page_of(found, Page(first=2, of="r"))
    rest = page_of(found, Page(first=2, after=first.cursors[-1], of="r"))
    assert (*first.items, *rest.items) == found


def test_the_systems_of_an_agency_are_those_it_runs_and_those_its_tasks_name() -> None:
    tasks = (
        planned(1, "", (TaskLinkKind.RESPONSIBLE, "a:A"), (TaskLinkKind.NAMES_SYSTEM, "a:s2")),
        planned(2, "", (TaskLinkKind.RESPONSIBLE, "a:B"), (TaskLinkKind.NAMES_SYSTEM, "a:s3")),
    )
    known: list[System] = [build.system("a:s1", "a:A"), build.system("a:s2"), build.system("a:s3")]
    assert [s.id for s in systems_of(known, tasks, PublicId("a:A"))] == ["a:s1", "a:s2"]
    assert [t.task.no for t in naming(tasks, PublicId("a:s2"))] == [1]
