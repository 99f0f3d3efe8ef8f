"""Steps: what a cell goes through after its source, one function a step, made once and called for each row."""

import hashlib
import re
from collections.abc import Mapping as Table
from functools import lru_cache
from typing import Final

from xinmai.ingest.identity import has_identity_number
from xinmai.ingest.mapping.dates import Step, date_step
from xinmai.ingest.mapping.numbers import number_step
from xinmai.ingest.mapping.spec import CellSection, ClassRule, NumberSection
from xinmai.ingest.mapping.spots import Spot

HINTS: Final = {
    "not_found": "The look-up has no single answer for it; complete the other file, or say with `else` what then.",
    "no_choice": "Add the value to `when`, or say with `else` what becomes of others.",
    "no_match": "Widen the pattern, or say with `else` what becomes of others.",
    "not_in_values": "Add the value to the value table, or say with `else` what becomes of others.",
    "not_a_number": "Correct it, or state its units, or say with `else` what becomes of others.",
    "not_a_date": "Correct it, or add its format to `date`, or say with `else` what becomes of others.",
    "group_conflict": "Rows of one group must agree in what `same` names; correct the file, or group by more columns.",
    "identity_number": "A digest without a key hides no identity number: leave it out of this cell, or deliver it in "
    "`identifiers` as cn_id:…, where it is hashed with the key.",
    "no_text": "Correct it, or say with `else` what becomes of others.",
}
"""What a person does next, for each rule by which a cell can be refused."""

_REMEMBERED: Final = 1 << 16


def compile_pattern(text: str, spot: Spot) -> re.Pattern[str]:
    """Compile a regular expression, or complain at its place."""
    try:
        return re.compile(text)
    except re.error as error:
        raise spot.fail(f'"{text}" is no regular expression: {error}.', "Correct the pattern.") from error


def steps_of(
    cell: CellSection, values: Table[str, str] | None, rules: tuple[ClassRule, ...], spot: Spot
) -> list[tuple[Step, str]]:
    """Return a cell's steps in their fixed order, each with the rule that a failure is reported under."""
    steps: list[tuple[Step, str]] = []
    if cell.replace:
        steps.append((_replace(cell.replace, spot.at("replace")), "no_text"))
    if cell.match is not None:
        steps.append((_match(cell.match, spot.at("match")), "no_match"))
    if cell.classify is not None:
        steps.append((_remembered(_classify(rules, spot.at("classify"))), "no_match"))
    if values is not None:
        steps.append((values.get, "not_in_values"))
    if cell.number is not False:
        section = NumberSection() if cell.number is True else cell.number
        steps.append((_remembered(number_step(section, spot.at("number"))), "not_a_number"))
    if cell.date:
        formats = (cell.date,) if isinstance(cell.date, str) else cell.date
        steps.append((_remembered(date_step(formats, cell.century, spot.at("date"))), "not_a_date"))
    if cell.pad is not None:
        width = cell.pad
        steps.append((lambda value: value.zfill(width), "no_text"))
    if cell.digest is not None:
        steps.append((_without_identity_number, "identity_number"))
        steps.append((_digest(cell.digest, spot.at("digest")), "no_text"))
    return steps


def _remembered(step: Step) -> Step:
    """Keep the last results of a slow step: files say the same dates and names over and over."""
    return lru_cache(_REMEMBERED)(step)


def _replace(pairs: tuple[tuple[str, str], ...], spot: Spot) -> Step:
    compiled = [(compile_pattern(pattern, spot), text) for pattern, text in pairs]
    for pattern, text in compiled:
        _try_replacement(pattern, text, spot)

    def replaced(value: str) -> str:
        for pattern, text in compiled:
            value = pattern.sub(text, value)
        return value.strip()

    return replaced


def _try_replacement(pattern: re.Pattern[str], text: str, spot: Spot) -> None:
    try:
        # Whatever the pattern is, "or nothing" matches: so the replacement is expanded once.
        re.sub(f"{pattern.pattern}|", text, "")
    except (re.error, IndexError) as error:
        raise spot.fail(f'"{text}" names a group that the pattern does not have.', "Correct it.") from error


def _match(text: str, spot: Spot) -> Step:
    pattern = compile_pattern(text, spot)
    group = 1 if pattern.groups else 0

    def matched(value: str) -> str | None:
        found = pattern.search(value)
        return found.group(group) or "" if found else None

    return matched


def _classify(rules: tuple[ClassRule, ...], spot: Spot) -> Step:
    compiled = [(compile_pattern(rule.matches or "", spot), rule.is_) for rule in rules]

    def classified(value: str) -> str | None:
        for pattern, name in compiled:
            if pattern.search(value):
                return name
        return None

    return classified


def _without_identity_number(value: str) -> str | None:
    """Return a text that holds no identity number: whoever tries them all would find one behind a digest."""
    return None if has_identity_number(value) else value


def _digest(length: int, spot: Spot) -> Step:
    if not 8 <= length <= 64:  # noqa: PLR2004 - hexadecimal digits of SHA-256
        raise spot.fail(f"{length} digits are too few or too many.", "Use 8 to 64.")
    return lambda value: hashlib.sha256(value.encode()).hexdigest()[:length]
