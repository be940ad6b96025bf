"""Completion: the words that may stand at the cursor, without those that its mapping has already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types

from whosays.lsp.documents import Documents
from whosays.lsp.here import Here, look
from whosays.lsp.position import Places
from whosays.lsp.protocol_places import range_of
from whosays.lsp.words import Word, WordKind

_KINDS: Mapping[WordKind, types.CompletionItemKind] = {
    "key": types.CompletionItemKind.Keyword,
    "kind": types.CompletionItemKind.Class,
    "field": types.CompletionItemKind.Field,
    "relation": types.CompletionItemKind.Struct,
    "test": types.CompletionItemKind.Operator,
    "choice": types.CompletionItemKind.EnumMember,
    "variable": types.CompletionItemKind.Variable,
    "effect": types.CompletionItemKind.Function,
    "size": types.CompletionItemKind.Constant,
    "rule": types.CompletionItemKind.Reference,
    "fact": types.CompletionItemKind.Reference,
}


@dataclass(frozen=True, slots=True)
class _Offered:
    word: Word
    is_key: bool


def complete(path: Path, offset: int, documents: Documents, places: Places) -> list[types.CompletionItem]:
    """The words to offer at an offset, in the order in which they are described."""
    here = look(path, offset, documents)
    if here is None:
        return []
    text = places.text
    has_colon = text[here.end :].lstrip(" ").startswith(":")
    replaced = range_of(places, here.start, here.end)
    found = []
    for index, offered in enumerate(_offered(here)):
        word = offered.word
        new_text = f"{word.text}: " if offered.is_key and not has_colon else word.text
        found.append(
            types.CompletionItem(
                label=word.text,
                kind=_KINDS[word.kind],
                detail=word.detail or None,
                documentation=types.MarkupContent(types.MarkupKind.Markdown, word.doc) if word.doc else None,
                sort_text=f"{index:04}",
                filter_text=word.text,
                text_edit=types.TextEdit(replaced, new_text),
            )
        )
    return found


def _offered(here: Here) -> list[_Offered]:
    """Keys where a key can stand, values where a value can: at the beginning of a line or item, both."""
    cursor, words = here.cursor, here.words
    if cursor.word.startswith("$"):
        return [_Offered(word, is_key=False) for word in words.values]
    keys = [_Offered(word, is_key=True) for word in words.keys if word.text not in cursor.siblings]
    values = [_Offered(word, is_key=False) for word in words.values]
    if cursor.role == "value":
        return values
    return keys if cursor.role == "key" else [*keys, *values]
