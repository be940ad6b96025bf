"""Hover: what the word under the pointer means."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types

from whosays.lsp.documents import Documents
from whosays.lsp.here import word_at
from whosays.lsp.position import Places
from whosays.lsp.protocol_places import range_of


def hover(path: Path, offset: int, documents: Documents, places: Places) -> types.Hover | None:
    """The meaning of the word at an offset, or None where it has none that is known."""
    found = word_at(path, offset, documents)
    if found is None or not found[0].doc:
        return None
    word, here = found
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, word.doc), range_of(places, here.start, here.end))
