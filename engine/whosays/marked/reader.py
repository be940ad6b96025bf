"""YAML text to a tree of marked nodes, in one pass over its events: no recursion, so nesting cannot end the process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from whosays.marked.files import DISK, Texts, decode, read_bytes
from whosays.marked.hints import syntax_problem
from whosays.marked.nodes import Marked, MarkedList, MarkedMap, MarkedScalar, Node, SourceText, problem_at
from whosays.marked.scalars import resolve
from whosays.problems import Problem

_BEGIN = "a case begins with `case: <id>`, a rulebook with `rulebook: <id>`"
MAX_DEPTH = 64
MAX_NODES = 200_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALAR = yaml.ScalarEvent
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_CONTROL = frozenset(map(chr, [*range(9), 11, 12, *range(14, 32), 127]))


def read_yaml(source: str | Path | tuple[str, bytes], texts: Texts = DISK) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a file, or of bytes under a name, and what is wrong with it.

    Without a tree there is at least one problem. A tree can come with problems too (a key twice, a tag): it then leaves
    out what cannot be kept, so that the rest can still be checked.
    """
    name, data = source if isinstance(source, tuple) else (str(source), read_bytes(source, texts))
    text = data if isinstance(data, Problem) else decode(name, data)
    if isinstance(text, Problem):
        return None, (text,)
    return _Builder(text).read()


def _events(text: str) -> Iterator[Any]:
    """What yaml.parse gives, at half the calls."""
    loader = _Loader(text)
    try:
        get_event = loader.get_event
        event = get_event()
        while type(event) is not yaml.StreamEndEvent:
            yield event
            event = get_event()
    finally:
        loader.dispose()


class _Stop(Exception):  # noqa: N818 - it ends the reading, it is no error to handle
    """A problem after which reading on makes no sense."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    event: Any
    is_map: bool
    items: list[Any] = field(default_factory=list)
    key: Node | None = None
    seen: dict[str, MarkedScalar] = field(default_factory=dict)


class _Builder:
    """One reading of one text."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0

    def read(self) -> tuple[Node | None, tuple[Problem, ...]]:
        try:
            if len(self.source.text) > 2 * MAX_NODES:  # a value and what follows it are two characters at least
                self.count()
            for event in _events(self.source.text):
                self.take(event)
        except yaml.YAMLError as error:
            return None, (*self.problems, syntax_problem(self.source, error))
        except _Stop as stop:
            return None, (*self.problems, stop.problem)
        if self.root is None or (isinstance(self.root, MarkedScalar) and self.root.value is None):
            self.problems.append(self.source.problem("empty-file", "there is nothing in this file", hint=_BEGIN))
            return None, tuple(self.problems)
        return self.root, tuple(self.problems)

    def count(self) -> None:
        """Refuse a text with too many values before anything is built of it."""
        depth = nodes = 0
        for event in _events(self.source.text):
            kind = type(event)
            if kind in _STARTS:
                depth += 1
            elif kind in _ENDS:
                depth -= 1
            if kind in _STARTS or kind is _SCALAR:
                nodes += 1
            if nodes > MAX_NODES:
                hint = "divide the file into several"
                self.stop(event, "too-many-nodes", f"there are more than {MAX_NODES:,} values in this file", hint)
            if depth > MAX_DEPTH or kind is yaml.AliasEvent:
                return  # it will be refused for that

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is _SCALAR:
            if event.style or event.tag is not None or event.anchor is not None:
                self.put(self.scalar(event))
            else:  # the usual case, kept short: it decides how fast a file is read
                text = event.value
                self.put(MarkedScalar(self.source, event.start_mark, event.end_mark, text, resolve(text)))
        elif kind in _STARTS:
            self.check(event)
            if len(self.stack) >= MAX_DEPTH:
                hint = "take some of the brackets, braces or dashes out"
                self.stop(event, "too-deep", f"this is nested more than {MAX_DEPTH} levels deep", hint)
            self.stack.append(_Open(event, kind is yaml.MappingStartEvent))
        elif kind in _ENDS:
            self.put(self.close(event))
        elif kind is yaml.AliasEvent:
            hint = "write it out; a text that begins with * needs quotes"
            self.stop(event, "alias", "aliases (*name) are not allowed here", hint)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                hint = "put it into a file of its own, or delete the line ---"
                self.stop(event, "several-documents", "a second YAML document begins here", hint)

    def check(self, event: Any) -> None:
        """What YAML allows and we do not: anchors and tags."""
        if event.anchor is not None:
            hint = "delete it; a text that begins with & needs quotes"
            self.report(event, "alias", f"anchors (&{event.anchor}) are not allowed here", hint)
        if event.tag is not None:
            hint = "delete it; a text that begins with ! needs quotes"
            self.report(event, "tag", "tags (!name) are not allowed here", hint)

    def scalar(self, event: Any) -> MarkedScalar:
        self.check(event)
        text: str = event.value
        if not event.style and event.tag is None:
            return MarkedScalar(self.source, event.start_mark, event.end_mark, text, resolve(text))
        if event.style == '"' and not _CONTROL.isdisjoint(text):
            hint = "leave out the escape"
            self.report(event, "control-character", "this text has a control character in it", hint)
            text = "".join(" " if char in _CONTROL else char for char in text)
        return MarkedScalar(self.source, event.start_mark, event.end_mark, text, text, plain=False)

    def close(self, event: Any) -> Node:
        opened = self.stack.pop()
        start, end = opened.event.start_mark, event.end_mark
        shown = end if opened.event.flow_style and start.line == end.line else None
        node = MarkedMap if opened.is_map else MarkedList
        return node(self.source, start, shown, tuple(opened.items))

    def put(self, node: Node) -> None:
        """Give a finished node to what it stands in."""
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if not parent.is_map:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            key, parent.key = parent.key, None
            if self.good_key(parent, key):
                parent.items.append((key, node))

    def good_key(self, parent: _Open, key: Node) -> bool:
        if not isinstance(key, MarkedScalar):
            hint = "a text that begins with { or [ needs quotes"
            self.problems.append(problem_at(key, "key-not-text", "a field name must be a single word", hint=hint))
            return False
        if key.plain and key.text == "<<":
            message, hint = "merge keys (<<) are not allowed here", "write the fields out"
            self.problems.append(problem_at(key, "merge-key", message, hint=hint))
            return False
        if key.value is None:
            message, hint = "there is no field name before this colon", "write one, or delete the colon"
            self.problems.append(problem_at(key, "key-not-text", message, hint=hint))
            return False
        if (first := parent.seen.setdefault(key.text, key)) is not key:
            note = f"the first is at {first.where}"
            message = f'"{_short(key.text)}" is written twice in the same place'
            self.problems.append(problem_at(key, "duplicate-key", message, note=note, hint="keep one of them"))
            return False
        return True

    def report(self, event: Any, code: str, message: str, hint: str = "") -> None:
        self.problems.append(
            problem_at(Marked(self.source, event.start_mark, event.end_mark), code, message, hint=hint)
        )

    def stop(self, event: Any, code: str, message: str, hint: str = "") -> None:
        raise _Stop(problem_at(Marked(self.source, event.start_mark, None), code, message, hint=hint))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
