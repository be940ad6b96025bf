"""The tree that is read from YAML: frozen nodes that know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from whosays.problems import Mark, Problem, Severity

_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # what libyaml counts as the end of a line


@dataclass(frozen=True, eq=False)
class SourceText:
    """A text under the name its reader knows it by; `path` is the place inside it where there are no lines to count."""

    name: str
    text: str = field(default="", repr=False)
    path: str = ""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text, without their ends."""
        return tuple(_LINE_BREAK.split(self.text))

    def mark(self, line: int = 0, column: int = 0, width: int = 1) -> Mark:
        """The place as it is shown; a line of 0 means the text as a whole."""
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Mark(self.name, line, column, width, source)

    def problem(self, code: str, message: str, *, mark: Mark | None = None, hint: str = "") -> Problem:
        """A problem with this text, as a whole where no mark is given."""
        return Problem(code, message, mark or self.mark(), hint=hint)


class Point(Protocol):
    """A place as the parser counts it, from 0."""

    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def column(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Marked:
    """Where a node stands: the parser's own marks, turned into a place when a problem is reported, not before."""

    source: SourceText = field(repr=False, compare=False)
    start: Point | None = field(repr=False, compare=False)
    end: Point | None = field(repr=False, compare=False)

    @property
    def line(self) -> int:
        """Its first line, counted from 1; 0 where it was read from no text."""
        return self.start.line + 1 if self.start else 0

    @property
    def column(self) -> int:
        """Its first character in that line, counted from 1; 0 where it was read from no text."""
        return self.start.column + 1 if self.start else 0

    @property
    def width(self) -> int:
        """Its length in characters, on its first line only."""
        if self.start is None or self.end is None:
            return 1
        one_line = self.end.line == self.start.line
        last = self.end.column if one_line else len(self.source.lines[self.start.line])
        return max(1, last - self.start.column)

    @property
    def mark(self) -> Mark:
        """The place, with the line itself."""
        return self.source.mark(self.line, self.column, self.width)

    @property
    def where(self) -> str:
        """The place in a few characters, for a note on another problem."""
        path = self.source.path
        return f"{self.source.name}: {path}" if path else f"{self.source.name}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class MarkedScalar(Marked):
    """A single value. `text` is what was written, `value` what YAML 1.2 takes it for if it stands `plain`, unquoted."""

    text: str
    value: str | int | float | bool | None
    plain: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class MarkedList(Marked):
    """A list of nodes."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MarkedMap(Marked):
    """A mapping, in the order written; no key occurs twice."""

    entries: tuple[tuple[MarkedScalar, Node], ...]

    def get(self, name: str) -> Node | None:
        """The node under a key."""
        return next((node for key, node in self.entries if key.text == name), None)

    def key(self, name: str) -> MarkedScalar | None:
        """The key itself, for its place."""
        return next((key for key, _ in self.entries if key.text == name), None)


Node = MarkedScalar | MarkedList | MarkedMap


def problem_at(
    node: Marked, code: str, message: str, *, note: str = "", hint: str = "", severity: Severity = "error"
) -> Problem:
    """A problem at a node. A value that was read from no text has its path in the message instead of a line."""
    path = node.source.path
    return Problem(code, f"{path}: {message}" if path else message, node.mark, note, hint, severity)
