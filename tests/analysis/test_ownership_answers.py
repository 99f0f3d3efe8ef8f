"""Every question of ownership and control over whatever registers: an answer, and always the same."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from random import Random

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xinmai.analysis.control.beneficial import beneficial_owners_of
from xinmai.analysis.control.close_links import close_links_of
from xinmai.analysis.control.control import control_of
from xinmai.analysis.control.controllers import controllers_of
from xinmai.analysis.control.ownership import ownership_of
from xinmai.analysis.groups.group import group_of
from xinmai.model.ids import PublicId
from xinmai.model.ownership_options import (
    CONTROL,
    Aggregate,
    Basis,
    Coalitions,
    Comparison,
    Over100,
    OwnershipMeasure,
    OwnershipOptions,
    ParentVotes,
    Treasury,
    UnknownShares,
    for_cascade,
)
from xinmai.model.subgraph import Subgraph
from xinmai.rules.presets import Preset

from support.drawn import DAY, pyramid
from support.pyramids import GROUNDS, PRESETS

ANY_ORDER = Random(1)  # noqa: S311 - an order, not a secret
A, B = PublicId("t:a"), PublicId("t:b")


def owners(preset: Preset, graph: Subgraph, options: OwnershipOptions) -> object:
    return beneficial_owners_of(graph, A, DAY, preset, options)


QUESTIONS: dict[str, Callable[[Subgraph, OwnershipOptions], object]] = {
    "control": lambda graph, options: control_of(graph, A, DAY, options, [B]),
    "controllers": lambda graph, options: controllers_of(graph, A, DAY, options),
    "ownership": lambda graph, options: ownership_of(graph, A, B, DAY, options),
    "close links": lambda graph, options: close_links_of(graph, A, B, DAY, options),
    "group": lambda graph, options: group_of(graph, A, DAY, options),
    **{name: partial(owners, preset) for name, preset in PRESETS.items() if preset.test},
}

some = st.sets(st.sampled_from("abcdef"), max_size=2).map(" ".join)
ends = st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))
graphs = st.builds(
    lambda shares, grounds, pact, **kinds: pyramid(
        *(f"{a} {share} {b}" for (a, b), share in shares.items()),
        controls=",".join(f"{a} {ground} {b}" for (a, b), ground in grounds.items()),
        coalitions={"z": pact} if pact else {},
        alone="a b",
        **kinds,
    ),
    st.dictionaries(
        ends, st.sampled_from(("?", "5-45", "20", "30", "50", "51", "60", "100", "80/20")), max_size=10
    ),
    st.dictionaries(ends, st.sampled_from(("contract", "concert", "veto", "contract?")), max_size=3),
    some,
    persons=some,
    state=some,
    nominees=some,
    dead=some,
    incomplete=some,
)
choices = st.builds(
    OwnershipOptions,
    basis=st.sampled_from(Basis),
    measure=st.sampled_from(OwnershipMeasure),
    comparison=st.sampled_from(Comparison),
    aggregate=st.sampled_from(Aggregate),
    coalitions=st.sampled_from(Coalitions),
    include_inactive=st.booleans(),
    include_nominees=st.booleans(),
    treasury=st.sampled_from(Treasury),
    parent_votes=st.sampled_from(ParentVotes),
    over_100=st.sampled_from(Over100),
    unknown=st.sampled_from(UnknownShares),
    grounds=st.sampled_from((GROUNDS, frozenset[str]())),
)


def told(answer: object) -> bytes:
    return msgspec.json.encode(msgspec.to_builtins(answer, enc_hook=str))


@pytest.mark.parametrize("question", list(QUESTIONS))
@settings(max_examples=60)
@given(graph=graphs, options=choices, random=st.randoms(use_true_random=False))
@example(
    graph=pyramid(controls="a contract b,b contract a"),
    options=msgspec.structs.replace(CONTROL, grounds=GROUNDS),
    random=ANY_ORDER,
)
@example(
    graph=pyramid("b 51 c", "d 60 a", "b 60 a", "c 60 b"),
    options=msgspec.structs.replace(CONTROL, over_100=Over100.KEEP),
    random=ANY_ORDER,
)
@example(
    graph=pyramid("c 100 b", "b 100 c", "a 50 c", "c 10 a"),
    options=msgspec.structs.replace(CONTROL, over_100=Over100.KEEP, measure=OwnershipMeasure.LOOK_THROUGH),
    random=ANY_ORDER,
)
def test_there_is_an_answer_and_no_order_changes_it(
    question: str, graph: Subgraph, options: OwnershipOptions, random: Random
) -> None:
    mixed = msgspec.structs.replace(
        graph,
        relations=tuple(random.sample(graph.relations, len(graph.relations))),
        parties=tuple(random.sample(graph.parties, len(graph.parties))),
    )

    assert told(QUESTIONS[question](graph, options)) == told(QUESTIONS[question](mixed, options))


def several_heads() -> bytes:
    """Return whose group a company is where several would head it."""
    half = for_cascade(msgspec.structs.replace(CONTROL, comparison=Comparison.GTE))
    joint = pyramid(*(f"{holder} 50 {held}" for held in ("a", "m") for holder in (f"p{held}", f"q{held}")))
    return told([group_of(joint, PublicId(f"t:{of}"), DAY, half) for of in "am"])


def test_no_hash_seed_changes_who_heads_a_group() -> None:
    script = "from analysis.test_ownership_answers import several_heads; print(several_heads().decode())"
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONPATH": ":".join(path for path in sys.path if path), "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        )
        for seed in (1, 2, 3)
    ]

    assert {run.stdout for run in runs} == {several_heads() + b"\n"}
