"""The credit file of a party on a day."""

from collections.abc import Iterable, Mapping, Sequence

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
from xinmai.ports.budget import within
from xinmai.ports.store import Reader
from xinmai.rules.catalogue import Catalogue
from xinmai.rules.catalogue_entries import Item
from xinmai.rules.credit_file import Section
from xinmai.service.coverage import rows_of
from xinmai.service.dossier import Dossier, dossier
from xinmai.service.paging import page_of

Supplied = frozenset[tuple[str, str]]
"""Pairs of agency and catalogue item of which something came."""


async def credit_file(
    store: Reader, view: View, party_id: PublicId, catalogue: Catalogue, budget: Budget
) -> CreditFile | None:
    """Return the credit file of a party on the view's day, in the sections of the catalogue; None if the view does not show it.

    Raises
    ------
    BudgetExceeded
        If reading it takes longer than the budget's seconds.
    """
    async with within(budget):
        read = await dossier(store, view, party_id, budget)
        if read is None:
            return None
        rows = (await rows_of(store, view, catalogue.items, None)).values()
        supplied = frozenset((row.agency_named, row.item) for row in rows if row.supplied and row.item)
        suppliers = await _suppliers(store, view, catalogue.items, rows, budget)
    sections = tuple(
        _section(section, read, supplied, suppliers, catalogue, view) for section in catalogue.sections
    )
    return CreditFile(read.party, sections, read.completeness)


def page_of_section(section: FileSection, page: Page) -> Slice[FileEntry]:
    """Return one page of a section.

    Raises
    ------
    BadArgument
        If ``page.after`` is no cursor of this section.
    """
    return page_of(section.entries, order_of, tuple[int, str, int, str], page)


def _section(
    section: Section,
    read: Dossier,
    supplied: Supplied,
    suppliers: Mapping[str, Supplier],
    catalogue: Catalogue,
    view: View,
) -> FileSection:
    entries = entries_of(section, read.party, read.relations, read.records, catalogue.disclosure, view.as_of)
    items = [item for item in catalogue.items if item.concerns(read.party.kind)]
    cut = bool((read.lacks_relations and section.relations) or (read.lacks_records and section.record_kinds))
    gaps = section_gaps(
        section.code,
        empty=not entries and not cut,
        items=section.owed(items),
        unowed=section.unowed(items),
        supplied=supplied,
        suppliers=suppliers,
        sees=view.sees,
    )
    return FileSection(section.code, entries, gaps, cut)


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
    stale = newest.refresh_days is not None and latest(newest.retrieved_on) + newest.refresh_days < day
    return Supplier(name, newest.retrieved_on, stale=stale)
