"""The three questions of the README: what is asked, and how its answer is shown."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from xinmai.cli.output import say, table
from xinmai.resources import resource

_EXAMPLE: Final = re.compile(r"^# variables: (.*)$", re.MULTILINE)

Answer = Mapping[str, Any]


class Question(NamedTuple):
    """A question about the made network of seed/demo."""

    zh: str
    en: str
    operation: str
    """File of graphql/operations; its example variables are asked."""
    show: Callable[[Answer], None]
    """Prints the answer."""

    @property
    def document(self) -> str:
        """The GraphQL document."""
        return resource("graphql", "operations", f"{self.operation}.graphql").read_text(encoding="utf-8")

    @property
    def variables(self) -> dict[str, str]:
        """The example variables that the document states."""
        found = _EXAMPLE.search(self.document)
        return dict(json.loads(found[1])) if found else {}


def _show_propagation(answer: Answer) -> None:
    items = answer["propagation"]["items"]
    rows = [
        (i["party"]["name"], i["effect"], i["kind"], i["from"], i["until"], i["rule"]["id"]) for i in items
    ]
    table(("who", "effect", "consequence", "from", "until", "rule"), rows)


def _show_group(answer: Answer) -> None:
    group = answer["group"]
    head = (group["head"]["name"], "head", group["headKind"], "")
    rows = [_member(m, "member") for m in group["members"]] + [_member(m, "beside") for m in group["apart"]]
    table(("who", "is", "ground", "held together"), [head, *rows])


def _member(member: Answer, place: str) -> tuple[str, str, str, str]:
    strength = member["strength"]
    held = strength["value"] or f"{strength['lower']} to {strength['upper']}"
    return member["party"]["name"], place, member["ground"], f"{held} %"


def _show_risk(answer: Answer) -> None:
    found = answer["relatedPartyRisk"]
    say(f"{found['band']}, score {found['score']}. {found['note']}")
    rows = [(s["party"]["name"], s["record"]["title"], s["risk"], _way(s["best"])) for s in found["sources"]]
    table(("from", "because of", "risk", "over"), rows)


def _way(path: Answer) -> str:
    return " → ".join(hop["kind"].lower() for hop in path["hops"])


QUESTIONS: Final = (
    Question(
        "食品许可证被吊销后，谁受到影响，依据哪条规则，到何时为止？",
        "The food permit of 沪滨丰禾食品 was revoked. Whom does that reach, by which rule, until when?",
        "propagation",
        _show_propagation,
    ),
    Question(
        "谁属于它所在的集团，谁不属于？",
        "Who belongs to the group of 沪滨新澜科技, and who stands beside it?",
        "group",
        _show_group,
    ),
    Question(
        "关联方带来什么风险，经由哪条路径？",
        "Which risk comes to an enterprise from its related parties, and over which path?",
        "related-party-risk",
        _show_risk,
    ),
)
