"""The rule catalogue: every rule of ``seed/rules/*.toml``, checked, in one order, with one digest."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import msgspec

from xinmai.errors import CatalogueError
from xinmai.model.consequence import Wording
from xinmai.model.proof import digest_of
from xinmai.model.vocabulary import RelationKind
from xinmai.rules.catalogue_entries import Kinds
from xinmai.rules.data_files import decode_file, decode_value
from xinmai.rules.rule import Rule
from xinmai.rules.rule_checks import PERSON_TO_ORGANISATION, check_rule, check_versions
from xinmai.rules.rule_words import Basis


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of rules: one field of law, 规则文件."""

    field_of_law: str
    rules: tuple[dict[str, object], ...]
    """Rules, decoded one by one so that a mistake is found by the rule's name."""


class RuleBook(msgspec.Struct, frozen=True, dict=True):
    """The rules that are applied, 规则库. Empty: nothing follows from anything."""

    rules: tuple[Rule, ...] = ()
    """Ordered by id, then version."""
    labels: dict[str, Wording] = {}
    """Labels of capacities and sanctions for the sentences, by word."""

    @cached_property
    def digest(self) -> str:
        """Id of the rule pack: SHA-256 of the canonical content, whatever files and comments it came in."""
        return digest_of(self.rules)

    @cached_property
    def _versions(self) -> dict[tuple[str, int], Rule]:
        return {(rule.id, rule.version): rule for rule in self.rules}

    def version(self, rule_id: str, version: int) -> Rule:
        """Return one version of one rule.

        Raises
        ------
        KeyError
            If the catalogue has no such version.
        """
        return self._versions[rule_id, version]

    @cached_property
    def role_kinds(self) -> tuple[RelationKind, ...]:
        """Relation kinds towards an organisation that some rule reads, ordered: roles, and offices found by a decision."""
        steps = (step for rule in self.rules for path in rule.paths for step in path)
        followed = {kind for step in steps for kind in step.relations}
        found = {str(c) for rule in self.rules if rule.basis is Basis.FINDING for c in rule.capacities}
        return tuple(sorted(followed | {kind for kind in PERSON_TO_ORGANISATION if kind in found}))

    @cached_property
    def post_kinds(self) -> tuple[RelationKind, ...]:
        """Relation kinds from a barred person to organisations that some rule reads, ordered."""
        tests = [test for rule in self.rules for employer in rule.employers for test in employer.posts]
        named = {kind for test in tests for kind in test.relations}
        by_code = any(not test.relations for test in tests)
        return tuple(sorted(PERSON_TO_ORGANISATION if by_code else named))

    def label(self, word: str) -> Wording:
        """Return the label of a capacity or sanction; the word itself where nobody gave one."""
        return self.labels.get(word, Wording(word, word.replace("_", " ")))


def load_rules(root: Path, catalogue: Path | None = None) -> RuleBook:
    """Read and check all rules of a folder.

    Parameters
    ----------
    root
        Folder of ``*.toml``, one file a field of law.
    catalogue
        Folder of ``kinds.toml``, which has the labels for the sentences; the folder ``catalogue`` beside ``root``
        unless stated.

    Raises
    ------
    CatalogueError
        If a file is no TOML, has an unknown key or none where one is needed, names a path that leads nowhere or no
        article, or if two versions of a rule are in force on one day.
    """
    placed = [(file.name, rule) for file in sorted(root.glob("*.toml")) for rule in _rules_of(file)]
    for file, rule in placed:
        check_rule(file, rule)
    check_versions(placed)
    rules = tuple(sorted((rule for _, rule in placed), key=lambda rule: (rule.id, rule.version)))
    return RuleBook(rules, _labels(catalogue or root.parent / "catalogue"))


def _rules_of(file: Path) -> Iterator[Rule]:
    content = decode_file(file, RuleFile)
    for number, table in enumerate(content.rules, start=1):
        place = f"rule {table.get('id', f'number {number}')} version {table.get('version', '?')}"
        if "field_of_law" in table:
            raise CatalogueError(file.name, place, "field_of_law is stated once, at the head of the file")
        yield decode_value(file.name, place, {**table, "field_of_law": content.field_of_law}, Rule)


def _labels(folder: Path) -> dict[str, Wording]:
    kinds = decode_file(folder / "kinds.toml", Kinds)
    return {entry.code: Wording(entry.zh, entry.en) for entry in (*kinds.sanction_kind, *kinds.capacity)}
