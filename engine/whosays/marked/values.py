"""Python data (what json.load gives, or a caller writes) as the same tree that YAML gives."""

from __future__ import annotations

import datetime
from typing import Any

from whosays.marked.nodes import MarkedList, MarkedMap, MarkedScalar, Node, SourceText, problem_at
from whosays.problems import Problem

MAX_DEPTH = 64

_Place = tuple[SourceText, None, None]


def mark_value(value: Any, name: str = "<dict>") -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a value and what cannot be part of one; its places are paths such as `facts[3].report.by`."""
    problems: list[Problem] = []
    node = _mark(value, name, "", 0, problems)
    return node, tuple(problems)


def _mark(value: Any, name: str, path: str, depth: int, problems: list[Problem]) -> Node | None:
    place = (SourceText(name, path=path), None, None)
    if value is None or isinstance(value, bool | int | float):
        small = value is None or -(10**300) < value < 10**300 or isinstance(value, float)
        return MarkedScalar(*place, _written(value) if small else "a very large number", value if small else "")
    if isinstance(value, str | datetime.date):
        return _text(place, value if isinstance(value, str) else value.isoformat(), problems)
    if depth >= MAX_DEPTH:
        problems.append(_problem(place, "too-deep", f"this is nested more than {MAX_DEPTH} levels deep"))
        return None
    if isinstance(value, list | tuple):
        nodes = [_mark(item, name, f"{path}[{i}]", depth + 1, problems) for i, item in enumerate(value)]
        return MarkedList(*place, tuple(node for node in nodes if node is not None))
    if isinstance(value, dict):
        return _map(place, value, depth, problems)
    problems.append(_problem(place, "wrong-type", f"a value of type {type(value).__name__} cannot stand here"))
    return None


def _map(place: _Place, value: dict[Any, Any], depth: int, problems: list[Problem]) -> MarkedMap:
    name, path = place[0].name, place[0].path
    entries = []
    for key, item in value.items():
        if not isinstance(key, str):
            problems.append(_problem(place, "key-not-text", f"a field name must be a text, not {type(key).__name__}"))
            continue
        inside = f"{path}.{key}" if path else key
        key_node = _text((SourceText(name, path=inside), None, None), key, problems)
        node = _mark(item, name, inside, depth + 1, problems)
        if key_node is not None and node is not None:
            entries.append((key_node, node))
    return MarkedMap(*place, tuple(entries))


def _text(place: _Place, text: str, problems: list[Problem]) -> MarkedScalar | None:
    bad = next((char for char in text if (char < " " and char not in "\t\n\r") or "\ud800" <= char <= "\udfff"), None)
    if bad is not None or "\x7f" in text:
        message = f"this text has a control character or half a character in it (U+{ord(bad or chr(127)):04X})"
        problems.append(_problem(place, "control-character", message))
        return None
    return MarkedScalar(*place, text, text, plain=False)


def _written(value: bool | int | float | None) -> str:
    """A number or flag as YAML writes it."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return str(value)


def _problem(place: _Place, code: str, message: str) -> Problem:
    return problem_at(MarkedScalar(*place, "", None), code, message)
