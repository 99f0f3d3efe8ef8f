"""What the commands about control and ownership print."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from xinmai.cli.output import one_line, say, table

Answer = Mapping[str, Any]

_TESTS: Final = ("byOwnership", "byVotesOrIncome", "byOwnershipAndControl", "byControl", "fallback")
_WORDS: Final = {
    "byOwnership": "ownership",
    "byVotesOrIncome": "votes or income",
    "byOwnershipAndControl": "ownership and control",
    "byControl": "control",
    "fallback": "management",
}

_BESIDE: Final = {"onlyDeclared": "declared only", "onlyComputed": "by control only"}


def show_control(found: Answer) -> None:
    """Print who is controlled."""
    rows = [
        (m["party"]["id"], m["party"]["name"], m["bound"], held(m["share"]), m["decidingFact"] or "")
        for m in found["members"]
    ]
    if rows:
        table(("id", "who", "controlled", "held together", "would decide"), rows)
    else:
        say(f"{found['of']['name']} controls nobody.")
    _show_end(found)


def show_controllers(found: Answer) -> None:
    """Print the controllers, why nobody is further up, and contradictions."""
    for own in found["controllers"]:
        ground = f" ({own['ground']})" if own["ground"] else ""
        say(
            f"{own['tier']}{ground} {own['bound']}: {own['party']['name']} {own['party']['id']}, {held(own['share'])}"
        )
        if own["runnerUp"]:
            leads = "whether it leads is not known"
            if not own["margin"].startswith("-"):
                leads = f"it leads by {own['margin']} percentage points at least"
            say(f"   next: {own['runnerUp']['name']}; {leads}")
        if own["path"]:
            say(f"   {one_line(own['path']['sentence'])}")
        if own["decidingFact"]:
            say(f"   would decide: {one_line(own['decidingFact'])}")
    if found["none"]:
        say(f"{found['none']['reason']}: {one_line(found['none']['sentence'])}")
    for contradiction in found["contradictions"]:
        say(f"{contradiction['kind']}: {one_line(contradiction['sentence'])}")
    _show_end(found)


def show_ownership(found: Answer) -> None:
    """Print the share by every measure, and the paths."""
    say(
        f"{found['holder']['name']} of {found['held']['name']}: {found['measure']} {held(found['share'])}, {found['bound']}"
    )
    rows = [(own["measure"], held(own["share"])) for own in found["beside"]]
    table(("measure", "share"), rows)
    for number, path in enumerate(found["paths"], 1):
        product = "" if path["product"] is None else f"{path['product']}: "
        say(f"{number}. {product}{one_line(path['sentence'])}")
    if found["decidingFact"]:
        say(f"Would decide: {one_line(found['decidingFact'])}")
    say(f"Nobody is named for {found['residual']} %.")
    _show_end(found)


def show_owners(found: Answer) -> None:
    """Print the owners test by test, who stays below the line, and what is missing."""
    say(f"{found['of']['name']}, {found['preset']}")
    rows = [(_WORDS[test], *_owner(own)) for test in _TESTS for own in found[test]]
    rows += [("below", *_owner(own)) for own in found["below"]]
    table(("test", "id", "who", "meets it", "share"), rows)
    for missing in found["missing"]:
        say(f"{missing['reason']}: {one_line(missing['sentence'])}")
    say(f"Nobody is named for {found['residual']} %.")
    _show_end(found)


def show_links(found: Answer) -> None:
    """Print whether two companies are linked, and on which grounds."""
    say(f"{found['a']['name']} and {found['b']['name']}: {found['linked']}")
    rows = [
        (own["kind"], own["party"]["name"], own["bound"], " and ".join(map(held, own["shares"])))
        for own in found["links"]
    ]
    if rows:
        table(("ground", "who holds", "bound", "share"), rows)
    for party in found["exempt"]:
        say(f"Exempt, a state body links nobody: {one_line(party['name'])}")
    _show_end(found)


def show_group(found: Answer) -> None:
    """Print head, members, who stands beside, declared groups and live sanctions."""
    head = "nobody" if found["head"] is None else f"{one_line(found['head']['name'])} {found['head']['id']}"
    say(f"{found['of']['name']}, group headed by {head} ({found['headKind']})")
    rows = [
        (m["party"]["id"], m["party"]["name"], m["ground"], m["bound"], held(m["strength"]))
        for m in (*found["members"], *found["apart"])
    ]
    if rows:
        table(("id", "who", "ground", "member", "held together"), rows)
    else:
        say("It has no members.")
    for own in found["declared"]:
        say(f"Declared group: {one_line(own['party']['name'])} {own['party']['id']}")
        for word in ("onlyDeclared", "onlyComputed"):
            for party in own[word]:
                say(f"   {_BESIDE[word]}: {one_line(party['name'])} {party['id']}")
    for live in found["sanctions"]:
        sanction = live["sanction"]
        until = "" if sanction["to"] is None else f" until {sanction['to']}"
        say(
            f"{sanction['kind']} {live['bound']}{until}: {one_line(live['party']['name'])}, {live['record']['id']}"
        )
    if found["note"]:
        say(one_line(found["note"]))
    _show_end(found)


def show_affiliates(found: Answer) -> None:
    """Print who is affiliated with a group, class by class, and what was passed over."""
    whole = found["affiliates"]
    head = found["head"]
    say(f"{found['of']['name']}, group {'without head' if head is None else 'of ' + head['name']}")
    for name in ("legal", "factual", "suspected"):
        for own in whole[name] or ():
            likelihood = f" {own['likelihood']}" if own["likelihood"] else ""
            say(f"{name.upper()}{likelihood}: {one_line(own['party']['name'])} {own['party']['id']}")
            for ground in own["grounds"]:
                say(
                    f"   {ground['ground']} {ground['bound']}{_shared(ground)}: {one_line(ground['path']['sentence'])}"
                )
    if not any(whole[name] for name in ("legal", "factual", "suspected")):
        say("No affiliates beside control were found.")
    for party in whole["openRegisters"]:
        say(f"Register incomplete, the rest may be theirs: {one_line(party['name'])} {party['id']}")
    for over in whole["passedOver"]:
        say(f"Passed over: {one_line(over['node']['id'])}, {one_line(over['label'])}")
    _show_completeness(whole["completeness"])


def _shared(ground: Answer) -> str:
    if ground["share"] is not None:
        return f", {held(ground['share'])}"
    shared = "" if ground["sharedBy"] is None else f", shared by {ground['sharedBy']}"
    return shared if ground["strength"] is None else f"{shared}, strength {ground['strength']}"


def _owner(own: Answer) -> tuple[str, str, str, str]:
    role = own.get("role")
    share = role.lower() if role else held(own["share"])
    return own["party"]["id"], own["party"]["name"], own["bound"], share


def held(share: Answer | None) -> str:
    """Return a share as it is printed."""
    if share is None:
        return "no number (closed cycle)"
    return f"{share['value']} %" if share["value"] is not None else f"{share['lower']} to {share['upper']} %"


def _show_end(found: Answer) -> None:
    flags: Iterable[Answer] = found["flags"]
    for flag in flags:
        say(f"{flag['flag']}: {one_line(flag['party']['name'])} {flag['party']['id']}")
    _show_completeness(found["completeness"])


def _show_completeness(whole: Answer) -> None:
    say(f"\nAs of {whole['asOf']}: {whole['state']}")
    if whole["reason"]:
        say(f"   {whole['reason']}")
