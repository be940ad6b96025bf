"""The words of a rule as they stand in its file: conditions, exceptions, examples; without their indentation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from whosays.editing.layout import block_text
from whosays.editing.written import Written, written
from whosays.marked import read_yaml
from whosays.marked.files import decode, read_bytes
from whosays.problems import Mark, Problem


def part_of_rule(id_mark: Mark, *keys: str | int) -> str:
    """What stands under the keys of the rule whose id stands there; empty if its file is gone or has changed."""
    text, root = _file(id_mark.file)
    if root is None:
        return ""
    for node in _all(root):
        id_ = _get(node, "id")
        if id_ is not None and _is_at(text, id_, id_mark):
            return _under(text, node, keys)
    return ""


def text_at(mark: Mark) -> str:
    """The list or mapping that begins there; empty if its file is gone or has changed."""
    text, root = _file(mark.file)
    found = (node for node in _all(root) if node.items and _is_at(text, node, mark)) if root is not None else iter(())
    node = next(found, None)
    return block_text(text, node) if node is not None else ""


@cache
def _file(name: str) -> tuple[str, Written | None]:
    data = read_bytes(name)
    if isinstance(data, Problem):
        return "", None
    tree, problems = read_yaml((name, data))
    source = decode(name, data)
    if tree is None or problems or isinstance(source, Problem):
        return "", None
    return source.text, written(source.text)


def _all(node: Written) -> Iterator[Written]:
    yield node
    for item in node.items or ():
        yield from _all(item.value)


def _under(text: str, node: Written, keys: tuple[str | int, ...]) -> str:
    for key in keys:
        found = _get(node, key)
        if found is None:
            return ""
        node = found
    return block_text(text, node) if node.items else ""


def _get(node: Written, key: str | int) -> Written | None:
    items = node.items or []
    if isinstance(key, int):
        return items[key].value if key < len(items) else None
    return next((item.value for item in items if item.key is not None and item.key.text == key), None)


def _is_at(text: str, node: Written, mark: Mark) -> bool:
    line_start = text.rfind("\n", 0, node.start) + 1
    return node.start - line_start + 1 == mark.column and text.count("\n", 0, node.start) + 1 == mark.line
