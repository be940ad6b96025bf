"""Texts with a cursor sign in them, looked at without a server."""

from __future__ import annotations

from pathlib import Path

from whosays.lsp.completion import complete
from whosays.lsp.definition import definition
from whosays.lsp.documents import Documents
from whosays.lsp.hover import hover
from whosays.lsp.position import Places

CURSOR = "|"


def opened(file: Path, marked: str, good: str = "") -> tuple[Documents, int, Places]:
    """A file with a text but its cursor sign, after a good one if that is given; the offset of the sign."""
    documents = Documents()
    if good:
        documents.put(file, good)
        documents.tree(file)
    text = marked.replace(CURSOR, "", 1)
    documents.put(file, text)
    return documents, marked.index(CURSOR), Places(text)


def offered(file: Path, marked: str, good: str = "") -> dict[str, str]:
    """What is offered at the sign: each word, and what it puts there."""
    documents, offset, places = opened(file, marked, good)
    return {item.label: item.text_edit.new_text for item in complete(file, offset, documents, places)}


def explained(file: Path, marked: str) -> str:
    """What is shown of the word at the sign."""
    documents, offset, places = opened(file, marked)
    found = hover(file, offset, documents, places)
    return found.contents.value if found else ""


def defined(file: Path, marked: str) -> tuple[str, int, int] | None:
    """The file, line and column where the word at the sign is defined."""
    documents, offset, _ = opened(file, marked)
    mark = definition(file, offset, documents)
    return (Path(mark.file).name, mark.line, mark.column) if mark else None
