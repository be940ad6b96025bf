"""The variables of the rule around the cursor, while the line of the cursor is mostly broken.

The rule is cut out of its file, so that nothing else in the file matters. Four readings are tried, and the first that
is YAML counts: as it is; cut off behind the word at the cursor, with the open brackets closed; without the line of the
cursor; and the rule of the same id in the last tree of the file that could be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from whosays.lsp.book import Book, entries, items, scalar
from whosays.lsp.cursor import Cursor
from whosays.marked import MarkedList, MarkedMap, Node, read_yaml
from whosays.problems import Mark
from whosays.rules.language import COUNT, Type
from whosays.rules.read_conditions import read_conditions
from whosays.rules.reader import Reader
from whosays.rules.scope import Scope, top_scope
from whosays.rules.syntax import AnyOf, Condition, CountOf, NoneOf, PathTest, Pattern, Test
from whosays.rules.syntax import Path as VariablePath


@dataclass(frozen=True, slots=True)
class RuleScope:
    """What the variables of a rule are.

    `outer` holds what `when` binds; `inner` also what is bound inside a none, a count or an exception, for a place
    inside of one: it is not asked which, so that it can offer a variable too many. `bound` is where each is bound.
    """

    outer: Scope
    inner: Scope
    bound: Mapping[str, Mark]
    params: Mapping[str, str]
    node: MarkedMap | None


def read_scope(path: Path, text: str, cursor: Cursor, book: Book, last: Node | None) -> RuleScope:
    """The scope at a cursor inside a rule, or inside the adjustment of one; `last` is the file's last good tree."""
    node = (
        _rule(path, text, cursor, last) if cursor.path[:1] == ("rules",) else _adjusted(path, text, cursor, last, book)
    )
    when = _conditions(node, "when")
    unless = tuple(each for _, value in entries(node.get("unless") if node else None) for each in _read(value))
    params = {key.text: key for key, _ in entries(node.get("params") if node else None)}
    every = (*when, *_flat((*when, *unless)))
    names = (*params, *book.params)
    bound = {name: key.mark for name, key in (*book.params.items(), *params.items())}
    for condition in every:
        for variable in _binds(condition):
            bound.setdefault(variable.variable, variable.mark)
    values = {key.text: scalar(value) for key, value in entries(node.get("params") if node else None)}
    return RuleScope(top_scope(book.language, when, names), top_scope(book.language, every, names), bound, values, node)


def _rule(path: Path, text: str, cursor: Cursor, last: Node | None) -> MarkedMap | None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if cursor.item_line is None:  # rules in brackets: there is no block to cut out
        return _same_rule(text, last)
    first, here = cursor.item_line, text[: cursor.start].replace("\r\n", "\n").replace("\r", "\n").count("\n")
    end = here + 1
    while end < len(lines) and not _ends_item(lines[end], cursor.item_column):
        end += 1
    upto = text[: cursor.end].replace("\r\n", "\n").replace("\r", "\n").split("\n")[-1]
    for middle in ((lines[here],), (f"{upto}{cursor.closers}",), ("",)):
        cut = [*[""] * first, *lines[first:here], *middle, *lines[here + 1 : end]]
        tree, _ = read_yaml((str(path), "\n".join(cut).encode("utf-8", "replace")))
        if isinstance(tree, MarkedList) and tree.items and isinstance(tree.items[0], MarkedMap):
            return tree.items[0]
    return _same_rule("\n".join(lines[first:end]), last)


def _ends_item(line: str, column: int) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#") and len(line) - len(line.lstrip(" ")) <= column


def _same_rule(text: str, last: Node | None) -> MarkedMap | None:
    """The rule of the last good tree whose id is written in the text."""
    rules = items(last.get("rules")) if isinstance(last, MarkedMap) else ()
    found = (rule for rule in rules if isinstance(rule, MarkedMap) and scalar(rule.get("id")))
    words = text.replace(",", " ").split()
    return next((rule for rule in found if scalar(rule.get("id")) in words), None)


def _adjusted(path: Path, text: str, cursor: Cursor, last: Node | None, book: Book) -> MarkedMap | None:
    """The rule that is adjusted, with the exceptions that the adjustment adds."""
    name = cursor.path[1] if len(cursor.path) > 1 else ""
    rule = book.rules.get(name)
    if rule is None:
        return None
    lines = text[: cursor.end] + cursor.closers
    tree, _ = read_yaml((str(path), lines.encode("utf-8", "replace")))
    tree = tree or last
    change = tree.get("adjust") if isinstance(tree, MarkedMap) else None
    change = change.get(name) if isinstance(change, MarkedMap) else None
    unless = change.get("unless") if isinstance(change, MarkedMap) else None
    if unless is None:
        return rule.node
    kept = tuple(entry for entry in rule.node.entries if entry[0].text != "unless")
    key = next((key for key, _ in entries(change) if key.text == "unless"), rule.node.entries[0][0])
    return MarkedMap(rule.node.source, rule.node.start, rule.node.end, (*kept, (key, unless)))


def _conditions(node: MarkedMap | None, key: str) -> tuple[Condition, ...]:
    return _read(node.get(key)) if node else ()


def _read(node: Node | None) -> tuple[Condition, ...]:
    return read_conditions(Reader(), node, "")  # its problems are told elsewhere


def _flat(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """The conditions with those that stand inside of them."""
    for condition in conditions:
        yield condition
        if isinstance(condition, NoneOf):
            yield from _flat(condition.conditions)
        elif isinstance(condition, AnyOf):
            yield from _flat(each for branch in condition.branches for each in branch)
        elif isinstance(condition, CountOf):
            yield from _flat(condition.where)


def _binds(condition: Condition) -> Iterator[VariablePath]:
    """The variables that a condition by itself binds, the name of its fact first."""
    if isinstance(condition, Pattern | CountOf) and condition.alias is not None:
        yield condition.alias
    tests: tuple[Test, ...] = ()
    if isinstance(condition, Pattern):
        tests = tuple(test for field in condition.fields for test in field.tests)
    elif isinstance(condition, PathTest):
        tests = condition.tests
    for test in tests:
        operand = test.operands[0]
        if test.operator == "is" and isinstance(operand, VariablePath) and not operand.fields:
            yield operand


def type_text(type_: Type | None) -> str:
    """What a variable is, in words."""
    if type_ is None:
        return "a value"
    return "a number" if type_ == COUNT else str(type_)
