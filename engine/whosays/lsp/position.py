"""Places in a text: our marks (lines and characters from 1), offsets, and the positions of an editor (from 0)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from whosays.problems import Mark

_EDITOR_BREAK = re.compile("\r\n|[\r\n]")
_OUR_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # as marked.nodes.SourceText counts
_BOM = "\ufeff"


def _units_of_utf_16(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


UNITS: Mapping[str, Callable[[str], int]] = {
    "utf-16": _units_of_utf_16,
    "utf-8": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "utf-32": len,
}
"""How long a piece of a line is, by what editor and server have agreed to count."""


@dataclass(frozen=True, slots=True)
class Position:
    """A line and a column in it as an editor counts: from 0, the column in code units."""

    line: int
    column: int


@dataclass(frozen=True)
class Places:
    """The places of one text. The lines of an editor end at fewer characters than ours, so both are counted."""

    text: str
    encoding: str = "utf-16"

    @cached_property
    def _editor(self) -> tuple[int, ...]:
        return (0, *(found.end() for found in _EDITOR_BREAK.finditer(self.text)))

    @cached_property
    def _ours(self) -> tuple[int, ...]:
        return (0, *(found.end() for found in _OUR_BREAK.finditer(self.text)))

    def line_end(self, start: int) -> int:
        """The offset of the end of the editor's line in which an offset lies."""
        found = _EDITOR_BREAK.search(self.text, start)
        return found.start() if found else len(self.text)

    def offset(self, position: Position) -> int:
        """The offset of an editor's position; one beyond the end of a line or of the text means that end."""
        if position.line >= len(self._editor):
            return len(self.text)
        start = self._editor[max(0, position.line)]
        end = self.line_end(start)
        units = UNITS[self.encoding]
        line = self.text[start:end]
        if line.isascii():
            return start + max(0, min(position.column, len(line)))
        left = position.column
        for index, char in enumerate(line):
            left -= units(char)
            if left < 0:
                return start + index
        return end

    def position(self, offset: int) -> Position:
        """The editor's position of an offset."""
        line = bisect_right(self._editor, offset) - 1
        return Position(line, UNITS[self.encoding](self.text[self._editor[line] : offset]))

    def offset_of(self, line: int, column: int) -> int:
        """The offset of one of our own places; line 0, the text as a whole, is its beginning."""
        if not 0 < line <= len(self._ours):
            return 0 if line <= 0 else len(self.text)
        skipped = 1 if line == 1 and self.text.startswith(_BOM) else 0  # our marks count without it
        return min(self._ours[line - 1] + max(0, column - 1) + skipped, len(self.text))

    def span(self, mark: Mark) -> tuple[Position, Position]:
        """Where a mark begins and ends; that of a text as a whole is its first line."""
        if mark.line <= 0:
            return self.position(0), self.position(self.line_end(0))
        start = self.offset_of(mark.line, mark.column)
        end = min(max(start, self.line_end(start)), start + max(0, mark.width))
        return self.position(start), self.position(end)
