"""What a request asks for below a field, so that nothing is read for nobody."""

from collections.abc import Iterable, Iterator, Mapping

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, InlineFragmentNode, SelectionNode

from xinmai.api.context import Info

Fragments = Mapping[str, FragmentDefinitionNode]


def wants(info: Info, *names: str) -> bool:
    """Say whether a field is asked for at the end of a way of fields below this one; fragments are looked into.

    It reads the document as it was parsed: ``info.selected_fields`` would copy all of it for each object of a list.
    """
    raw = info._raw_info  # noqa: SLF001 - there is no other way to the parsed document
    found: list[FieldNode] = list(raw.field_nodes)
    for name in names:
        found = [node for node in _below(found, raw.fragments) if node.name.value == name]
    return bool(found)


def _below(nodes: Iterable[FieldNode], fragments: Fragments) -> Iterator[FieldNode]:
    """Yield the fields below some fields, those of fragments too."""
    for node in nodes:
        if node.selection_set is not None:
            yield from _fields(node.selection_set.selections, fragments)


def _fields(selections: Iterable[SelectionNode], fragments: Fragments) -> Iterator[FieldNode]:
    for selection in selections:
        if isinstance(selection, FieldNode):
            yield selection
        elif isinstance(selection, InlineFragmentNode):
            yield from _fields(selection.selection_set.selections, fragments)
        elif isinstance(selection, FragmentSpreadNode):
            yield from _fields(fragments[selection.name.value].selection_set.selections, fragments)
