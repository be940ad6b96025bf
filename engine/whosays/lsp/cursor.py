"""Where the cursor stands, read off indentation and brackets alone, so that it works in a text that is no YAML yet.

While somebody types, the line under the cursor is mostly broken, and then no parser gives a tree. But everything above
the cursor decides what may stand at it: the keys that the indentation leads through, and the brackets still open. This
reads just that, from the first line to the cursor, and starts over where a line is no longer indented as its bracket or
quotation mark needs, so that one that is never closed spoils only what it is in. What the words at the cursor mean is
read elsewhere, from trees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

ITEM = "-"
"""The step of a path that leads into an item of a list."""

Role = Literal["key", "value", "item", "text"]

_KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#\-{\["'][^#]*?|-[^\s#][^#]*?)\s*:(?=\s|$)""")
_LONGEST_KEY = 400  # in characters; looking for a colon takes the square of it
_DASH = re.compile(r"-(\s+|$)")
_CLOSER = {"{": "}", "[": "]"}
_PATH = re.compile(r"\$[\w.]*", re.ASCII)
_WORD = re.compile(r"\$?[\w.\-]*")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a text.

    `path` leads to it by keys, and `-` for an item of a list. `role`: a key of a mapping belongs here; the value of a
    key; an item of a list or the beginning of a line, which may be either; or the cursor is within a longer text.
    `start` and `end` are the offsets of the word at the cursor, `siblings` the keys above it in the same mapping,
    `closers` the brackets that are open here.
    """

    path: tuple[str, ...]
    role: Role
    word: str
    start: int
    end: int
    siblings: tuple[str, ...] = ()
    closers: str = ""
    item_line: int | None = None  # of the outermost list item around it, from 0
    item_column: int = 0


def read_cursor(text: str, offset: int) -> Cursor:
    """The place at an offset, with the word that the offset is in or at the end of."""
    start = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_.-$"):
        start -= 1
        if text[start] == "$":
            break
    found = _WORD.match(text, start)
    end = max(offset, found.end() if found else offset)
    word = text[start:end]
    if found := _PATH.match(word):  # of a path, up to the end of the step that the offset is in
        dot = found[0].find(".", offset - start)
        end = max(offset, start + (dot if dot >= 0 else found.end()))
        word = text[start:end]
    reading = _Reading()
    # Lines as YAML breaks them; an end that a text has in itself (U+2028) makes no difference to indentation.
    *above, last = text[:start].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line in above:
        reading.line(line)
    path, role, siblings = reading.last(last)
    closers = "".join(_CLOSER[each.opener] for each in reversed(reading.flow))
    item = next((block for block in reading.blocks if block.is_item), None)
    place = (item.line, item.column) if item else (None, 0)
    return Cursor(path, role, word, start, end, siblings, closers, *place)


@dataclass(slots=True)
class _Block:
    """A key, or the dash of an item, that following lines may stand under; `seen` are the keys of its mapping."""

    column: int
    step: str
    is_item: bool
    line: int
    seen: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Flow:
    """A bracket that is open."""

    opener: str
    key: str | None = None
    seen: list[str] = field(default_factory=list)
    token: str = ""


class _Reading:
    """One reading of the lines above a cursor."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self.flow: list[_Flow] = []
        self.quote = ""
        self.count = -1  # of lines so far
        self.owner = -1  # the column of the key or dash whose value goes on below
        self.going_on = False  # a text of several lines: what is indented more than its owner belongs to it

    def line(self, line: str) -> None:
        """Take in a line above the cursor."""
        self.count += 1
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip() or (line[indent] == "#" and not self.quote):
            return
        if self._goes_on(line, indent):
            if self.flow or self.quote:
                self._characters(line + "\n")
            return
        self.flow, self.quote, self.going_on = [], "", False
        self._block(line, indent)

    def last(self, line: str) -> tuple[tuple[str, ...], Role, tuple[str, ...]]:
        """Take in the line of the cursor up to its word: the path, the role and the keys beside it."""
        indent = len(line) - len(line.lstrip(" "))
        self.count += 1
        goes_on = self._goes_on(line, indent)
        if goes_on and not self.flow and not self.quote:
            # Right below a value that is only begun, a word at this depth may also start anew.
            return self._path(), "text", ()
        if goes_on:
            self._characters(line)
        else:
            self.flow, self.quote, self.going_on = [], "", False
            rest = self._block(line, indent)
            if not self.flow and not self.quote:
                return self._in_block(line, rest)
        return self._in_flow()

    def _goes_on(self, line: str, indent: int) -> bool:
        """Whether a line belongs to the value that is open above it."""
        if not (self.flow or self.quote or self.going_on):
            return False
        if indent > self.owner:
            return True
        if self.going_on:
            return False
        rest = line[indent:]
        closes = rest[:1] in ("}", "]")
        return closes or not (_DASH.match(rest) or _KEY.match(rest[:_LONGEST_KEY]))

    def _block(self, line: str, indent: int) -> str | None:
        """Take in a line outside of brackets; gives what stands behind its last key, or None where it has no key."""
        column = indent
        rest = line[indent:]
        if rest.startswith(("#", "---")):
            return rest
        while found := _DASH.match(rest):
            self._pop(column, for_item=True)
            if self.blocks and self.blocks[-1].is_item and self.blocks[-1].column == column:
                self.blocks.pop()
            self.blocks.append(_Block(column, ITEM, is_item=True, line=self.count))
            self.owner = column
            column += found.end()
            rest = rest[found.end() :]
        value: str | None = None
        if found := _KEY.match(rest[:_LONGEST_KEY]):
            key = found[1].strip("\"'")
            self._pop(column)
            if self.blocks and self.blocks[-1].column == column and not self.blocks[-1].is_item:
                self.blocks[-1].step = key
                self.blocks[-1].seen.append(key)
            else:
                self.blocks.append(_Block(column, key, is_item=False, line=self.count, seen=[key]))
            self.owner = column
            value = rest = rest[found.end() :].lstrip()
        if rest[:1] in ("{", "[", '"', "'"):
            self._characters(rest)
        elif rest and not rest.startswith("#"):
            self.going_on = True
        return value

    def _pop(self, column: int, *, for_item: bool = False) -> None:
        """Leave what a key, or a dash, at this column does not stand under."""
        while self.blocks:
            top = self.blocks[-1]
            if top.column > column or (top.is_item and not for_item and top.column >= column):
                self.blocks.pop()
            else:
                return

    def _characters(self, text: str) -> None:
        """Take in characters within brackets or quotation marks; what follows the last closing one is no part of it."""
        index = 0
        while index < len(text):
            index = self._quoted(text, index) if self.quote else self._bracketed(text, index)
            if not self.flow and not self.quote:
                return

    def _quoted(self, text: str, index: int) -> int:
        """Take in one character between quotation marks; gives the index behind it."""
        char = text[index]
        if (char == "\\" and self.quote == '"') or (char == "'" == self.quote and text[index + 1 : index + 2] == "'"):
            return index + 2
        if char == self.quote:
            self.quote = ""
        elif self.flow:
            self.flow[-1].token += char
        return index + 1

    def _bracketed(self, text: str, index: int) -> int:
        """Take in one character outside of quotation marks; gives the index behind it."""
        char, behind = text[index], text[index + 1 : index + 2]
        top = self.flow[-1] if self.flow else None
        if char in "{[":
            self.flow.append(_Flow(char))
        elif char in "\"'" and (top is None or not top.token.strip()):
            self.quote = char
        elif top is None:
            return len(text)
        elif char in "}]":
            self.flow.pop()
            if self.flow:
                self.flow[-1].token = "..."  # a value stands there
        elif char == ",":
            top.key, top.token = None, ""
        elif char == ":" and top.opener == "{" and behind in ("", " ", "\n", ",", "{", "[", "}"):
            top.key, top.token = top.token.strip(), ""
            top.seen.append(top.key)
        elif char == "#" and (index == 0 or text[index - 1].isspace()):
            return len(text)
        else:
            top.token += char
        return index + 1

    def _path(self) -> tuple[str, ...]:
        return tuple(block.step for block in self.blocks)

    def _in_block(self, line: str, value: str | None) -> tuple[tuple[str, ...], Role, tuple[str, ...]]:
        if value is not None:
            return self._path(), "text" if value else "value", ()
        if self.going_on:
            return self._path(), "text", ()
        self._pop(len(line))
        siblings: tuple[str, ...] = ()
        if self.blocks and self.blocks[-1].column == len(line):
            siblings = tuple(self.blocks.pop().seen)
        return self._path(), "item", siblings

    def _in_flow(self) -> tuple[tuple[str, ...], Role, tuple[str, ...]]:
        if not self.flow:
            return self._path(), "text", ()
        *outer, top = self.flow
        path = (*self._path(), *(ITEM if each.opener == "[" else each.key or "" for each in outer))
        inside: Role = "text" if self.quote or top.token.strip() else "item"
        if top.opener == "[":
            return (*path, ITEM), inside, ()
        if top.key is None:
            return path, "text" if inside == "text" else "key", tuple(top.seen)
        return (*path, top.key), "text" if inside == "text" else "value", ()
