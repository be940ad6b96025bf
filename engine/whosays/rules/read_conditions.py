"""Reading the conditions of a rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from whosays.marked import MarkedList, MarkedMap, MarkedScalar, Node
from whosays.problems import a, short
from whosays.rules.read_values import read_operand, read_path, read_tests, read_variable
from whosays.rules.reader import Reader
from whosays.rules.syntax import (
    EFFECTS,
    AnyOf,
    Condition,
    CountOf,
    FieldTest,
    Measure,
    MeasureWord,
    NoneOf,
    Pair,
    Path,
    PathTest,
    Pattern,
)


def read_conditions(reader: Reader, node: Node | None, what: str) -> tuple[Condition, ...]:
    """A list of conditions."""
    items = reader.items(node, what)
    if isinstance(node, MarkedList) and not items:
        reader.problem("empty", f"{what} has no condition", node.mark)
    found = (read_condition(reader, item) for item in items)
    return tuple(condition for condition in found if condition is not None)


def read_condition(reader: Reader, node: Node) -> Condition | None:
    """One condition: a mapping with exactly one key."""
    entry = reader.single(node, "a condition")
    if entry is None:
        return None
    key, value = entry
    if key.text.startswith("$"):
        path = read_path(reader, key, "a tested value")
        tests = read_tests(reader, value, key.text)
        return PathTest(path, tests, key.mark) if path is not None and tests else None
    if key.text in EFFECTS:
        message = f'"{key.text}" is a conclusion, not a condition'
        reader.problem("unknown-kind", message, key.mark, hint='put it under "then"')
        return None
    read = SPECIAL.get(key.text)
    return read(reader, value) if read is not None else _read_pattern(reader, key.text, node, value)


def _read_pattern(reader: Reader, kind: str, node: Node, value: Node) -> Pattern | None:
    assert isinstance(node, MarkedMap)  # read_condition saw its one key
    mark = node.entries[0][0].mark
    if not isinstance(value, MarkedMap):
        inside = value.text if isinstance(value, MarkedScalar) and value.text.startswith("$") else "$x, field: value"
        hint = f'write "{short(kind)}: {{as: {short(inside)}}}"'
        message = f"{a(short(kind))} is asked for by its fields, in {{ }} or on lines below"
        reader.problem("not-a-mapping", message, value.mark, hint=hint)
        return None
    alias: Path | None = None
    fields: list[FieldTest] = []
    for name, tested in value.entries:
        if name.text == "as":
            alias = read_variable(reader, tested, '"as"')
        else:
            tests = read_tests(reader, tested, f'"{name.text}"')
            if tests:
                fields.append(FieldTest(name.text, tests, name.mark))
    return Pattern(kind, alias, tuple(fields), mark)


def _read_none(reader: Reader, node: Node) -> NoneOf | None:
    conditions = read_conditions(reader, node, '"none"')
    return NoneOf(conditions, node.mark) if conditions else None


def _read_any(reader: Reader, node: Node) -> AnyOf | None:
    branches = tuple(read_conditions(reader, item, 'a branch of "any"') for item in reader.items(node, '"any"'))
    return AnyOf(branches, node.mark) if branches and all(branches) else None


def _read_count(reader: Reader, node: Node) -> CountOf | None:
    entries = reader.mapping(node, '"count"', ("of", "where", "is", "as"))
    if reader.missing(entries, ("of", "where"), '"count"', node.mark):
        return None
    of = read_variable(reader, entries["of"], '"of"')
    where = read_conditions(reader, entries["where"], '"where"')
    tests = read_tests(reader, entries["is"], "the number") if "is" in entries else ()
    alias = read_variable(reader, entries["as"], '"as"') if "as" in entries else None
    if not tests and alias is None:
        message = 'a count needs "is" (a test) or "as" (a name for the number)'
        reader.problem("idle-count", message, node.mark, hint="add `is: 0`, `is: {at_least: 2}` or `as: $number`")
        return None
    return CountOf(of, where, tests, alias, node.mark) if of is not None and where else None


def _read_pair(reader: Reader, node: Node) -> Pair | None:
    names = [read_variable(reader, item, 'a member of "pair"') for item in reader.items(node, '"pair"')]
    if len(names) != 2:
        reader.problem("not-a-pair", '"pair" takes two variables', node.mark, hint="write [$a, $b]")
        return None
    first, second = names
    return Pair(first, second, node.mark) if first is not None and second is not None else None


def _measuring(
    word: MeasureWord, places: Sequence[str], times: Sequence[str]
) -> Callable[[Reader, Node], Measure | None]:
    """What reads a measure; `places` and `times` are the keys of what it lies between."""
    keys = (*places, *times, "is")

    def read(reader: Reader, node: Node) -> Measure | None:
        entries = reader.mapping(node, f'"{word}"', keys)
        if reader.missing(entries, keys, f'"{word}"', node.mark):
            return None
        where = [read_path(reader, entries[key], f'"{key}"') for key in places]
        when = [read_operand(reader, entries[key], f'"{key}"') for key in times]
        tests = read_tests(reader, entries["is"], f"the {word}")
        found = tuple(each for each in where if each is not None), tuple(each for each in when if each is not None)
        whole = len(found[0]) == len(places) and len(found[1]) == len(times)
        return Measure(word, *found, tests, node.mark) if whole and tests else None

    return read


SPECIAL: dict[str, Callable[[Reader, Node], Condition | None]] = {
    "none": _read_none,
    "any": _read_any,
    "count": _read_count,
    "pair": _read_pair,
    "distance": _measuring("distance", ("from", "to"), ()),
    "travel": _measuring("travel", ("from", "to"), ("leaving", "arriving")),
    "elapsed": _measuring("elapsed", (), ("from", "to")),
}
"""Conditions that are no pattern, by the word they begin with."""
