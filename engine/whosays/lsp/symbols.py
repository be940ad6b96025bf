"""Document symbols: the rules and relations of a rulebook, the facts of a case, as an outline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from whosays.lsp.book import entries, items, scalar
from whosays.lsp.case_words import facts_in
from whosays.lsp.documents import Documents
from whosays.lsp.position import Places
from whosays.lsp.protocol_places import range_of_mark
from whosays.lsp.roots import root_of
from whosays.marked import MarkedMap
from whosays.problems import Mark


def symbols(path: Path, documents: Documents, places: Places) -> list[types.DocumentSymbol]:
    """The outline of a file, by its last tree that could be read."""
    root = root_of(path, documents)
    if root is None:
        return []
    named = _rules(path, documents) if root.kind == "rulebook" else _facts(path, documents)
    return [
        types.DocumentSymbol(name, kind, here, here, detail)
        for name, detail, kind, mark in named
        for here in (range_of_mark(places, mark),)
    ]


_Named = tuple[str, str, types.SymbolKind, Mark]


def _rules(path: Path, documents: Documents) -> Iterator[_Named]:
    tree = documents.tree(path)
    if not isinstance(tree, MarkedMap):
        return
    outlined = {
        "kinds": ("kind of fact", types.SymbolKind.Class),
        "relations": ("relation", types.SymbolKind.Struct),
        "scenarios": ("scenario", types.SymbolKind.Array),
    }
    for name, (detail, kind) in outlined.items():
        for key, _ in entries(tree.get(name)):
            yield key.text, detail, kind, key.mark
    for rule in items(tree.get("rules")):
        id_ = rule.get("id") if isinstance(rule, MarkedMap) else None
        if isinstance(rule, MarkedMap) and id_ is not None and scalar(id_):
            yield scalar(id_), scalar(rule.get("title")), types.SymbolKind.Function, id_.mark


def _facts(path: Path, documents: Documents) -> Iterator[_Named]:
    for fact in facts_in(documents.tree(path)):
        yield fact.id, fact.kind, types.SymbolKind.Object, fact.mark
