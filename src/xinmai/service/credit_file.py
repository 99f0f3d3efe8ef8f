"""The credit file of a party on a day."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from xinmai.analysis.coverage_gaps import Supplier, section_gaps
from xinmai.analysis.credit_file import entries_of, order_of
from xinmai.model.coverage import CoverageRow
from xinmai.model.credit_file import CreditFile, FileEntry, FileSection
from xinmai.model.dates import latest
from xinmai.model.ids import PublicId
from xinmai.model.party import Party
from xinmai.model.provenance import Source
from xinmai.model.view import Budget, Page, Slice, View
from xinmai.ports.budget import computed, within
from xinmai.ports.store import Reader
from xinmai.rules.catalogue import Catalogue
from xinmai.rules.catalogue_entries import Item
from xinmai.rules.credit_file import Section
from xinmai.service.coverage import rows_of
from xinmai.service.dossier import Dossier, dossiers
from xinmai.service.paging import page_of


class _Came(NamedTuple):
    """What is known of who supplied."""

    pairs: frozenset[tuple[str, str]]
    """Agencies and catalogue items of which something came."""
    suppliers: Mapping[str, Supplier]
    """By id: everybody who owes something."""


async def credit_files(
    store: Reader, view: View, ids: Iterable[PublicId], catalogue: Catalogue, budget: Budget
) -> dict[PublicId, CreditFile]:
    """Return the credit files of parties on the view's day, in the sections of the catalogue; none of a party that it does not show.

    The number of reads does not depend on that of the parties.

    Raises
    ------
    BudgetExceeded
        If reading them takes longer than the budget's seconds.
    """
    async with within(budget):
        read = await dossiers(store, view, ids, budget)
        if not read:
            return {}
        came = await _what_came(store, view, catalogue.items, budget)
    size = sum(len(own.relations) + len(own.records) for own in read.values())
    return await computed(size, lambda: {id_: _file(own, came, catalogue, view) for id_, own in read.items()})


def page_of_section(section: FileSection, page: Page) -> Slice[FileEntry]:
    """Return one page of a section.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this section.
    """
    return page_of(section.entries, order_of, tuple[int, str, int, str], page)


def _file(read: Dossier, came: _Came, catalogue: Catalogue, view: View) -> CreditFile:
    owed = [item for item in catalogue.items if item.concerns(read.party.kind)]
    sections = (_section(section, read, owed, came, catalogue, view) for section in catalogue.sections)
    return CreditFile(read.party, tuple(sections), read.completeness)


def _section(
    section: Section, read: Dossier, owed: Sequence[Item], came: _Came, catalogue: Catalogue, view: View
) -> FileSection:
    entries = entries_of(section, read.party, read.relations, read.records, catalogue.disclosure, view.as_of)
    cut = bool((read.lacks_relations and section.relations) or (read.lacks_records and section.record_kinds))
    gaps = section_gaps(
        section.code,
        empty=not entries and not cut,
        items=section.owed(owed),
        unowed=section.unowed(owed),
        supplied=came.pairs,
        suppliers=came.suppliers,
        sees=view.sees,
    )
    return FileSection(section.code, entries, gaps, cut)


async def _what_came(store: Reader, view: View, items: Sequence[Item], budget: Budget) -> _Came:
    rows = (await rows_of(store, view, items, None)).values()
    pairs = frozenset((row.agency_named, row.item) for row in rows if row.supplied and row.item)
    return _Came(pairs, await _suppliers(store, view, items, rows, budget))


async def _suppliers(
    store: Reader, view: View, items: Iterable[Item], rows: Iterable[CoverageRow], budget: Budget
) -> dict[str, Supplier]:
    """Return everybody who owes something, with the day of the newest delivery of those who supplied."""
    owing = sorted({agency for item in items for agency in item.owed_by})
    known = await store.parties(view, [PublicId(agency) for agency in owing])
    names = {agency: _name(agency, known, view) for agency in owing}
    came = [row for row in rows if row.agency_named in names and (row.supplied or row.rejected)]
    sources = await _sources(store, view, budget) if came else ()
    return {
        agency: msgspec.structs.replace(
            _supplier(name, [s for s in sources if _is_by(s, agency, name)], view.as_of),
            doubtful=frozenset(row.kind for row in came if row.agency_named == agency and _is_doubtful(row)),
        )
        for agency, name in names.items()
    }


def _is_doubtful(row: CoverageRow) -> bool:
    """Say whether something of a kind came that may belong to any item: refused, or naming none."""
    return bool(row.rejected or (row.supplied and row.item is None))


def _name(agency: str, known: Mapping[PublicId, Party], view: View) -> str:
    found = known.get(PublicId(agency))
    return agency if found is None else found.name_on(view.as_of)


async def _sources(store: Reader, view: View, budget: Budget) -> Sequence[Source]:
    """Return all sources; none if they are more than the budget's nodes, so that every delivery is of unknown age."""
    found = await store.listing(view, "source", Page(first=budget.nodes))
    return () if found.has_next else [fact for fact in found.items if isinstance(fact, Source)]


def _is_by(source: Source, agency: str, name: str) -> bool:
    """Say whether a source names an agency as its supplier: by id, by the bundle's own id, or by name."""
    return source.agency in {agency, name} or f"{source.namespace}:{source.agency}" == agency


def _supplier(name: str, deliveries: Sequence[Source], day: int) -> Supplier:
    dated = [source for source in deliveries if source.retrieved_on is not None]
    if not dated:
        return Supplier(name)
    newest = max(dated, key=lambda source: (latest(source.retrieved_on), source.id))
    return Supplier(name, newest.retrieved_on, stale=newest.is_stale_on(day))
