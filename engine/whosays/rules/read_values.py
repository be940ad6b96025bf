"""Reading paths, operands, tests and sentences."""

from __future__ import annotations

import re

from whosays.marked import MarkedList, MarkedMap, MarkedScalar, Node
from whosays.problems import Mark, suggest
from whosays.rules.reader import Reader
from whosays.rules.syntax import TESTS, Operand, Path, Sentence, Test, Value

_PATH = re.compile(r"\$([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)", re.ASCII)


def read_path(reader: Reader, node: Node, what: str) -> Path | None:
    """A `$name` or `$name.field.field`."""
    if isinstance(node, MarkedScalar) and (match := _PATH.fullmatch(node.text)):
        return Path(match[1], tuple(match[2].split(".")[1:]), node.mark)
    if reader.is_nothing(node, what):
        return None
    hint = "a variable begins with $ and has letters, digits and _"
    if isinstance(node, MarkedList):
        hint = "only one can stand here: write a conclusion of its own for each"
    elif isinstance(node, MarkedScalar) and _PATH.fullmatch(f"${node.text}"):
        hint = f'write "${node.text}"'
    reader.problem("not-a-variable", f"{what} must be a variable, such as $claim", node.mark, hint=hint)
    return None


def read_variable(reader: Reader, node: Node, what: str) -> Path | None:
    """A `$name` without fields."""
    path = read_path(reader, node, what)
    if path is not None and path.fields:
        hint = "give the field a name of its own first, by a condition such as `report: {as: $report, by: $source}`"
        message = f"{what} must be a plain variable, but {path} follows a field"
        reader.problem("not-a-variable", message, node.mark, hint=hint)
        return None
    return path


def read_operand(reader: Reader, node: Node, what: str) -> Operand | None:
    """A path or a plain value."""
    if reader.is_nothing(node, what):
        return None
    if not isinstance(node, MarkedScalar) or node.value is None:
        found = "a list" if isinstance(node, MarkedList) else "a mapping"
        hint = "write one word, number or variable"
        reader.problem("not-a-value", f"{what} must be a single value or a variable, not {found}", node.mark, hint=hint)
        return None
    if node.text.startswith("$"):
        return read_path(reader, node, what)
    return Value(node.text, node.value, node.mark)


def read_operands(reader: Reader, node: Node, what: str) -> tuple[Operand, ...]:
    """A list of operands; a single one stands for a list of one."""
    found = (read_operand(reader, item, what) for item in reader.items(node, what, one_is_list=True))
    return tuple(operand for operand in found if operand is not None)


def read_tests(reader: Reader, node: Node, what: str) -> tuple[Test, ...]:
    """`value`, `$var`, `[value, ...]` (one of them) or `{operator: value, ...}`."""
    if isinstance(node, MarkedList):
        operands = read_operands(reader, node, what)
        if not node.items:
            reader.problem("empty", f"{what} has no value to be one of", node.mark, hint="write one or more in the [ ]")
        return (Test("in", operands, node.mark),) if operands else ()
    if not isinstance(node, MarkedMap):
        operand = read_operand(reader, node, what)
        return (Test("is", (operand,), operand.mark),) if operand is not None else ()
    tests: list[Test] = []
    for key, value in node.entries:
        if key.text not in TESTS:
            hint = suggest(key.text, TESTS, "comparisons")
            reader.problem("unknown-comparison", f'no comparison is called "{key.text}"', key.mark, hint=hint)
        elif key.text in {"in", "not_in"}:
            if operands := read_operands(reader, value, what):
                tests.append(Test(key.text, operands, key.mark))
            elif isinstance(value, MarkedList) and not value.items:
                reader.problem("empty", f'"{key.text}" has no value', value.mark, hint="write one or more in the [ ]")
        elif (operand := read_operand(reader, value, what)) is not None:
            tests.append(Test(key.text, (operand,), key.mark))
    if not node.entries:
        reader.problem("no-comparison", f"{what} has no comparison", node.mark, hint=f"one of: {', '.join(TESTS)}")
    return tuple(tests)


def _marks_within(node: Node, count: int) -> list[Mark]:
    """Where the paths of a sentence stand; if they are not all found as written, the sentence itself for each."""
    places = []
    if count and node.start is not None and node.end is not None:
        first, last = node.start.line, node.end.line
        for number, line in enumerate(node.source.lines[first : last + 1], first):
            begin = node.start.column if number == first else 0
            stop = node.end.column if number == last else len(line)
            places += [(number, match) for match in _PATH.finditer(line, begin, stop)]
    if len(places) != count:
        return [node.mark] * count
    return [node.source.mark(line + 1, match.start() + 1, len(match[0])) for line, match in places]


def read_sentence(reader: Reader, node: Node | None, what: str) -> Sentence:
    """A sentence; `$name.field` in it is replaced by a name when it is shown."""
    text = reader.text(node, what)
    if node is None:
        return Sentence(())
    parts: list[str | Path] = []
    end = 0
    found = list(_PATH.finditer(text))
    for match, mark in zip(found, _marks_within(node, len(found)), strict=True):
        if match.start() > end:
            parts.append(text[end : match.start()])
        parts.append(Path(match[1], tuple(match[2].split(".")[1:]), mark))
        end = match.end()
    if end < len(text):
        parts.append(text[end:])
    return Sentence(tuple(parts), node.mark)
