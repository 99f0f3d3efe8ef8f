"""Who is meant by each row of a list: on facts of its own, against a plain reading of the rules, and with rows that are no rows."""

from random import Random
from typing import Any

import pytest

from xinmai.bootstrap.identity import NoIdentityKey
from xinmai.errors import BadArgument
from xinmai.model.fact import Fact
from xinmai.model.party import Party
from xinmai.model.resolution import Matched, Nobody, Resolution, Row, Several, Unusable
from xinmai.model.view import Budget
from xinmai.model.vocabulary import IdentifierScheme, Property, Visibility
from xinmai.service.codes import Hasher
from xinmai.service.resolve import resolve

from support import facts as build
from support.asking import HASHER
from support.attached import all_names
from support.contract_base import at, put
from support.model_store import ModelStore

DAY = build.day("2025-06-01")
NUMBER = "11010519491231002X"
"""The example of GB 11643, whose holder does not exist."""
CODE = "91310000132200821H"
CN_ID, STOCK, ORG = IdentifierScheme.CN_ID, IdentifierScheme.STOCK, IdentifierScheme.ORG_CODE


async def stored(*facts: Fact) -> ModelStore:
    store = ModelStore()
    await put(store, *facts)
    return store


async def network() -> ModelStore:
    return await stored(
        build.party("a:F1", "新名公司", identifiers=(build.code(IdentifierScheme.USCC, CODE),)),
        build.name_fact("a:F1", "旧名公司", valid_to="2015"),
        build.name_fact("a:F1", "后来公司", valid_from="2030"),
        build.party_fact("a:F1", Property.IDENTIFIER, "reg_no:310000000000001", valid_to="2015"),
        build.party("a:F2", "旧名公司", identifiers=(build.code(STOCK, "000623.SZ"),)),
        build.person("a:P1", "王五", identifiers=(HASHER.identifier(CN_ID, NUMBER),)),
        build.person("a:P2", "赵大"),
        build.person("a:P3", "赵大"),
        build.party(
            "a:F3", "甲公司", identifiers=(build.code(ORG, "13220082-1"), build.code(STOCK, "600000"))
        ),
        build.party("a:F4", "乙公司", identifiers=(build.code(IdentifierScheme.OTHER, "600000"),)),
        build.party("a:secret", "密公司", visibility=Visibility.GOVERNMENT),
    )


async def asked(store: ModelStore, *rows: Row, hasher: Hasher = HASHER, day: int = DAY) -> list[Resolution]:
    return await resolve(store, await store.view(day), rows, hasher, Budget())


async def one(row: Row, day: int = DAY) -> Resolution:
    (found,) = await asked(await network(), row, day=day)
    return found


def told(found: Resolution) -> tuple[object, ...]:
    match found:
        case Matched(party, matched, how):
            return party.id, matched, how
        case Several(_, candidates, total):
            return (*candidates, total)
        case _:
            return (type(found),)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Row(id="a:F1"), ("a:F1", "a:F1", "ID")),
        (Row(text=" a:F1 "), ("a:F1", "a:F1", "ID")),
        (Row(text=CODE.lower()), ("a:F1", f"uscc:{CODE}", "IDENTIFIER")),
        (Row(text=f"{CODE[:8]} {CODE[8:]}"), ("a:F1", f"uscc:{CODE}", "IDENTIFIER")),
        (Row(identifier=("uscc", CODE)), ("a:F1", f"uscc:{CODE}", "IDENTIFIER")),
        (Row(text="310000000000001"), ("a:F1", "reg_no:310000000000001", "OTHER_IDENTIFIER")),
        (Row(text="新名 公司"), ("a:F1", "新名公司", "NAME")),
        (Row(name="后来公司"), ("a:F1", "后来公司", "OTHER_NAME")),
        (Row(text="000623"), ("a:F2", "stock:000623.SZ", "IDENTIFIER")),
        (Row(text="000623.sz"), ("a:F2", "stock:000623.SZ", "IDENTIFIER")),
        (Row(text="600000.SH"), ("a:F3", "stock:600000", "IDENTIFIER")),
        (Row(text="132200821"), ("a:F3", "org_code:13220082-1", "IDENTIFIER")),
        (Row(identifier=("org_code", "132200821")), ("a:F3", "org_code:13220082-1", "IDENTIFIER")),
        (Row(text=NUMBER.lower()), ("a:P1", "cn_id:…002X", "IDENTIFIER")),
        (Row(identifier=("cn_id", NUMBER)), ("a:P1", "cn_id:…002X", "IDENTIFIER")),
    ],
)
async def test_a_row_that_means_one(row: Row, expected: tuple[object, ...]) -> None:
    assert told(await one(row)) == expected


@pytest.mark.parametrize(
    ("row", "candidates"),
    [
        (Row(text="赵大"), ("a:P2", "a:P3", 2)),
        (Row(name="旧名公司"), ("a:F1", "a:F2", 2)),  # one bears it today, another did
        (Row(text="600000"), ("a:F3", "a:F4", 2)),  # a stock code of one, another's code
    ],
)
async def test_a_namesake_is_never_guessed(row: Row, candidates: tuple[object, ...]) -> None:
    assert told(await one(row)) == candidates


async def test_which_name_is_that_of_the_day_depends_on_the_day() -> None:
    found = await one(Row(name="后来公司"), day=build.day("2031-01-01"))
    assert told(found) == ("a:F1", "后来公司", "NAME")


@pytest.mark.parametrize(
    "row",
    [
        Row(id="a:none"),
        Row(id="no id"),
        Row(id="a:secret"),
        Row(text="a:secret"),
        Row(name="密公司"),
        Row(text="密公司"),
        Row(name="a:F1"),
        Row(id="新名公司"),
        Row(identifier=("stock", CODE)),
        Row(text="公司"),
    ],
)
async def test_nobody_is_meant_and_the_hidden_look_absent(row: Row) -> None:
    assert told(await one(row)) == (Nobody,)


@pytest.mark.parametrize(
    "row",
    [
        Row(),
        Row(id="a:F1", name="新名公司"),
        Row(text=""),
        Row(text=" \t\u3000"),
        Row(name="（·）"),
        Row(text="（·）"),
        Row(text="公" * 1_000_000),
        Row(id="a:" + "1" * 1_000_000),
        Row(identifier=("uscc", "9" * 1_000_000)),
        Row(identifier=("passport number", "E1234567")),
        Row(text="a:F1\0"),
        Row(text="a:F1\ud800"),
    ],
)
async def test_a_row_that_cannot_be_looked_up_does_not_stop_the_others(row: Row) -> None:
    before, broken, behind = await asked(await network(), Row(id="a:F1"), row, Row(id="a:F2"))
    assert told(broken) == (Unusable,)
    assert (told(before)[0], told(behind)[0]) == ("a:F1", "a:F2")


async def test_what_is_wrong_with_a_row_does_not_repeat_it() -> None:
    (found,) = await asked(await network(), Row(identifier=("cn_id ", NUMBER)))
    assert isinstance(found, Unusable)
    assert NUMBER[:6] not in found.message


async def test_a_code_with_a_wrong_check_digit_is_said_to_have_one() -> None:
    found = await one(Row(text=CODE[:-1] + "A"))
    assert isinstance(found, Nobody)
    assert "check digit" in found.message


async def test_without_a_key_only_identity_numbers_are_not_looked_up() -> None:
    digits = (
        "913101150001999293"  # a credit code of digits only, of which an identity number has the form too
    )
    store = await stored(
        build.party("a:F1", "甲", identifiers=(build.code(IdentifierScheme.USCC, digits),)),
        build.person("a:P1", "王五"),
    )
    rows = (Row(text=NUMBER), Row(text="王五"), Row(text=digits), Row(text=digits[:-1] + "1"))
    number, name, code, other = await asked(store, *rows, hasher=NoIdentityKey())
    assert told(number) == told(other) == (Unusable,)
    assert (told(name)[0], told(code)[0]) == ("a:P1", "a:F1")


@pytest.mark.parametrize("count", [0, 1_001, 10_000])
async def test_a_list_has_its_bounds(count: int) -> None:
    with pytest.raises(BadArgument, match="xinmai resolve") as refused:
        await asked(ModelStore(), *[Row(id="a:1")] * count)
    assert refused.value.argument == "list"


async def test_only_the_first_candidates_are_named() -> None:
    store = await stored(*(build.person(f"a:{number:03}", "王伟") for number in range(60)))
    (found,) = await asked(store, Row(text="王伟"))
    assert isinstance(found, Several)
    assert (found.total, len(found.candidates), found.candidates[0]) == (60, 50, "a:000")


async def test_an_earlier_revision_answers_as_it_did() -> None:
    store = ModelStore()
    await put(store, build.party("a:1", "一号"))
    await put(store, build.party("a:1", "二号"), build.party("a:2", "一号"), minute=5)
    rows = (Row(name="一号"), Row(name="二号"))
    then, now = await store.view(DAY, at(1)), await store.view(DAY)
    assert [told(r)[0] for r in await resolve(store, then, rows, HASHER, Budget())] == ["a:1", Nobody]
    assert [told(r)[0] for r in await resolve(store, now, rows, HASHER, Budget())] == ["a:2", "a:1"]


FOLDED = {
    "甲": "甲",
    "（甲）": "甲",
    " 甲 ": "甲",
    "乙": "乙",
    "乙·丙": "乙丙",
    "乙•丙": "乙丙",
    "乙丙": "乙丙",
    "ABC Ltd.": "abcltd",
    "ａｂｃ（ltd）": "abcltd",
    "滬濱": "滬濱",
    "沪滨": "沪滨",
}
"""Names, and as what each of them is compared: by hand, not by what the product does."""


@pytest.mark.parametrize("seed", range(40))
async def test_names_are_those_of_a_plain_reading(seed: int) -> None:
    random, names = Random(seed), list(FOLDED)  # noqa: S311 - made-up facts, not secrets
    parties = [build.party(f"a:{n}", random.choice(names)) for n in range(random.randrange(10))]
    dated = [
        build.name_fact(p.id, random.choice(names), valid_from=random.choice((None, "2020", "2030")))
        for p in random.choices(parties, k=6 if parties else 0)
    ]
    store = await stored(build.source("a:bundle"), *parties, *{fact.key: fact for fact in dated}.values())
    view = await store.view(DAY)
    whole = (await store.parties(view, [p.id for p in parties])).values()
    rows = [Row(name=name) for name in names]
    for name, found in zip(names, await resolve(store, view, rows, HASHER, Budget()), strict=True):
        bearers = [p for p in whole if FOLDED[name] in {FOLDED[own] for own in all_names(p)}]
        if len(bearers) != 1:
            assert told(found) == ((*sorted(p.id for p in bearers), len(bearers)) if bearers else (Nobody,))
            continue
        is_current = FOLDED[_name_today(bearers[0])] == FOLDED[name]
        assert told(found)[::2] == (bearers[0].id, "NAME" if is_current else "OTHER_NAME")


def _name_today(party: Party) -> str:
    """Return the dated name that began last, of several by key; the undated one where none has begun."""
    begun = [(f.valid_from or "", f.key, f.value) for f in party.facts if f.valid_from != "2030"]
    return max(begun)[2] if begun else party.name


async def test_an_identity_number_reaches_the_store_as_its_hash_where_somebody_has_it() -> None:
    told_to: list[object] = []
    store = await network()
    for name in ("resolve", "named", "parties"):
        asked_for = getattr(store, name)

        def watched(view: object, texts: object, *rest: object, read: Any = asked_for) -> Any:
            told_to.append(texts)
            return read(view, texts, *rest)

        setattr(store, name, watched)

    (found,) = await asked(store, Row(text=NUMBER))
    assert told(found)[0] == "a:P1"
    assert NUMBER not in str(told_to)


async def test_a_code_with_the_form_of_an_identity_number_is_found_too() -> None:
    store = await stored(
        build.party("a:F9", "丙公司", identifiers=(build.code(IdentifierScheme.REG_NO, NUMBER),))
    )
    (found,) = await asked(store, Row(text=NUMBER))
    assert told(found) == ("a:F9", f"reg_no:{NUMBER}", "IDENTIFIER")
