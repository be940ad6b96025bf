"""What is at a place of an open file: the cursor, and the words that may stand there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from whosays.lsp.book import read_book
from whosays.lsp.case_words import words_in_case
from whosays.lsp.cursor import Cursor, read_cursor
from whosays.lsp.documents import Documents
from whosays.lsp.roots import root_of
from whosays.lsp.rule_words import words_in_rulebook
from whosays.lsp.words import Word, Words, described


@dataclass(frozen=True, slots=True)
class Here:
    """A place in a text. `start` and `end` are the offsets of the word; in a path, of the step at the cursor."""

    cursor: Cursor
    words: Words
    start: int
    end: int


_BEGINNINGS = (("rulebook", "the id of a rulebook, which this file then is"), ("case", "the id of a case"))


def look(path: Path, offset: int, documents: Documents) -> Here | None:
    """What is at an offset of a file; None where the file is neither a rulebook nor a case."""
    text = documents.text(path)
    if text is None:
        return None
    root = root_of(path, documents)
    cursor = read_cursor(text, offset)
    if root is None:
        is_new = not text[: cursor.start].strip() and not text[cursor.end :].strip()
        words = Words(described(_BEGINNINGS)) if is_new else None
    elif root.kind == "rulebook":
        words = words_in_rulebook(path, text, cursor, read_book(root.path, documents), documents.tree(path))
    else:
        words = words_in_case(root.path, cursor, documents)
    if words is None:
        return None
    return Here(cursor, words, words.start if words.start >= 0 else cursor.start, cursor.end)


def word_at(path: Path, offset: int, documents: Documents) -> tuple[Word, Here] | None:
    """The word at an offset, where it is one that is known there."""
    here = look(path, offset, documents)
    if here is None:
        return None
    word = here.words.named((documents.text(path) or "")[here.start : here.end])
    return (word, here) if word else None
