"""The rows of a table of values: who says which value of which attribute of which object."""

from __future__ import annotations

import csv
import io
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from whosays.marked.files import unreadable
from whosays.problems import Mark, Problem, suggest

COLUMNS = ("source", "object", "attribute", "value")
LONGEST_CELL = 1000
"""Characters; three cells and some words make the text of a claim."""

_LONGEST_LINE = 100_000  # bytes
_LONGEST_ROW = 100  # lines that a quotation may run on over
_CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]")


@dataclass(frozen=True, slots=True, order=True)
class ValueRow:
    """A cell of the table: this source gives this value."""

    object: str
    attribute: str
    value: str
    source: str


def value_rows(path: str | Path) -> Iterator[ValueRow | Problem]:
    """The rows of a .csv or .tsv file in their order, a problem in the place of each that is wrong.

    The first row names the columns: source, object, attribute, value, in any order; others are left alone. Only one
    row is in memory at a time.
    """
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            yield Problem("not-a-file", "a file is needed here", Mark(str(path)))
            return
        with Path(path).open("rb") as stream:
            yield from _Reading(str(path), stream).rows()
    except (OSError, ValueError) as error:
        yield unreadable(Mark(str(path)), error)


class _StoppedError(Exception):
    """The rest cannot be read: the problem is the last thing that is told."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Reading:
    """One file while it is read."""

    def __init__(self, name: str, stream: BinaryIO) -> None:
        self.name = name
        self.stream = stream
        self.separator = "\t" if name.endswith(".tsv") else ","
        self.line = 0  # lines read so far
        self.first = 1  # where the row begins that is being read
        self.raw = ""  # its first line

    def rows(self) -> Iterator[ValueRow | Problem]:
        try:
            reader = csv.reader(self._lines(), delimiter=self.separator, strict=True)
            yield from self._read(reader)
        except _StoppedError as stopped:
            yield stopped.problem
        except csv.Error as error:
            hint = 'write " as "" inside a quotation, and end each quotation'
            yield self._problem("not-a-table", f"this row cannot be read: {error}", hint=hint)

    def _read(self, reader: Iterator[list[str]]) -> Iterator[ValueRow | Problem]:
        head = next(reader, None)
        if head is None:
            yield self._problem("no-columns", "this file is empty", hint=f"its first row is: {','.join(COLUMNS)}")
            return
        names = [cell.strip().lower() for cell in head]
        for wanted in COLUMNS:
            if names.count(wanted) != 1:
                what = "no column is called" if wanted not in names else "more than one column is called"
                yield self._problem("no-columns", f'{what} "{wanted}"', hint=suggest(wanted, names, "columns"))
        if any(names.count(wanted) != 1 for wanted in COLUMNS):
            return
        places = [names.index(wanted) for wanted in COLUMNS]
        self.first = self.line + 1
        for cells in reader:
            if cells:  # an empty line is none
                yield self._row(cells, names, places)
            self.first = self.line + 1

    def _row(self, cells: Sequence[str], names: Sequence[str], places: Sequence[int]) -> ValueRow | Problem:
        if len(cells) != len(names):
            message = f"this row has {len(cells)} cells, and there are {len(names)} columns"
            return self._problem("row-length", message, hint="put a cell that has a separator in it in quotation marks")
        for place in places:
            if problem := self._cell_problem(cells, names, place):
                return problem
        source, thing, attribute, value = (cells[place].strip() for place in places)
        return ValueRow(thing, attribute, value, source)

    def _cell_problem(self, cells: Sequence[str], names: Sequence[str], place: int) -> Problem | None:
        cell = cells[place].strip()
        if not cell:
            hint = "leave out the row where a source gives no value"
            return self._problem("empty-cell", f'there is no "{names[place]}" here', place, hint=hint)
        if len(cell) > LONGEST_CELL:
            message = f"this cell has {len(cell)} characters; {LONGEST_CELL} is the most that is read"
            return self._problem("cell-too-long", message, place)
        if found := _CONTROL.search(cell):
            message = f"there is a control character in this cell (U+{ord(found.group()):04X})"
            return self._problem("control-character", message, place, hint="delete it")
        return None

    def _lines(self) -> Iterator[str]:
        """The lines of the file; each is decoded alone, so that what is wrong has a place."""
        while line := self.stream.readline(_LONGEST_LINE + 1):
            self.line += 1
            if len(line) > _LONGEST_LINE or self.line - self.first > _LONGEST_ROW:
                hint = "is there a quotation mark that nothing ends?"
                raise _StoppedError(self._problem("not-a-table", "this row is too long", hint=hint))
            try:
                text = line.decode("utf-8-sig" if self.line == 1 else "utf-8")
            except UnicodeDecodeError as error:
                column = len(line[: error.start].decode("utf-8")) + 1
                message = f"byte 0x{line[error.start]:02x} here is not UTF-8"
                mark = Mark(self.name, self.line, column)
                raise _StoppedError(Problem("not-utf-8", message, mark, hint="save the file as UTF-8")) from error
            if self.line == self.first:
                self.raw = text.rstrip("\r\n")
            yield text

    def _problem(self, code: str, message: str, place: int = 0, *, hint: str = "") -> Problem:
        mark = Mark(self.name, self.first, _column(self.raw, self.separator, place), 1, self.raw)
        return Problem(code, message, mark, hint=hint)


def _column(line: str, separator: str, place: int) -> int:
    """Where a cell begins, from 1; 1 where the row runs over several lines before it."""
    quoted = False
    for column, character in enumerate(line, 1):
        if place == 0:
            return column
        if character == '"':
            quoted = not quoted
        elif character == separator and not quoted:
            place -= 1
    return len(line) + 1 if place == 0 else 1


def row_text(rows: Sequence[ValueRow]) -> str:
    """Rows as a .csv file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([row.source, row.object, row.attribute, row.value] for row in rows)
    return out.getvalue()
