"""A word that may stand at a place: completion offers it, hover explains it, and a definition is where it was made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from whosays.problems import Mark

WordKind = Literal["key", "kind", "field", "relation", "test", "choice", "variable", "effect", "size", "rule", "fact"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word, its meaning in Markdown, and the place where it is defined, if that is in a file."""

    text: str
    kind: WordKind
    doc: str = ""
    detail: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What may stand at a place: `keys` as the key of a mapping, `values` as a value or an item of a list.

    `start` is the offset where the word begins, behind the last dot of a path. `known` are words that are explained
    here, but not offered.
    """

    keys: tuple[Word, ...] = ()
    values: tuple[Word, ...] = ()
    start: int = -1
    known: tuple[Word, ...] = ()

    def named(self, text: str) -> Word | None:
        """The word of this text."""
        return next((word for word in (*self.keys, *self.values, *self.known) if word.text == text), None)


def described(table: Iterable[tuple[str, str]], kind: WordKind = "key") -> tuple[Word, ...]:
    """Words from pairs of a word and what it means."""
    return tuple(Word(text, kind, f"`{text}`: {meaning}" if meaning else "") for text, meaning in table)
