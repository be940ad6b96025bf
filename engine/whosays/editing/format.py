"""Formatting a rulebook or a case: the same values and comments in one style, or a problem and no text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from whosays.editing.key_order import put_in_order
from whosays.editing.layout import laid_out
from whosays.editing.written import comments_of, written
from whosays.marked import MarkedList, MarkedMap, Node, read_yaml
from whosays.marked.files import decode, read_bytes
from whosays.problems import Problem


@dataclass(frozen=True, slots=True)
class Formatted:
    """The text of a file as it is, and as it should be."""

    before: str
    after: str

    @property
    def changes(self) -> bool:
        """Whether there is anything to do."""
        return self.before != self.after


def format_file(path: Path) -> Formatted | tuple[Problem, ...]:
    """The text of a file before and after, or why it cannot be formatted."""
    data = read_bytes(path)
    return (data,) if isinstance(data, Problem) else format_bytes(str(path), data)


def format_bytes(name: str, data: bytes) -> Formatted | tuple[Problem, ...]:
    """The same for bytes under a name."""
    tree, problems = read_yaml((name, data))
    source = decode(name, data)
    if tree is None or problems or isinstance(source, Problem):
        return problems
    text = re.sub("\r\n?", "\n", source.text)
    root = written(text)
    put_in_order(root)
    result = laid_out(text, root)
    again, found = read_yaml((name, result.encode("utf-8")))
    # The formatter is held to its promise on every file: what it would change, it does not write.
    if again is None or found or meaning_of(again) != meaning_of(tree) or not _same_comments(text, result):
        message = "this file cannot be formatted without changing it, so it is left as it is"
        return (source.problem("not-formatted", message, hint="please report it, with the file"),)
    return Formatted(data.decode("utf-8"), result)


def meaning_of(node: Node) -> object:
    """What the reader takes from a tree: the values and texts, whatever the order of keys."""
    if isinstance(node, MarkedMap):
        return ("map", frozenset((key.text, meaning_of(value)) for key, value in node.entries))
    if isinstance(node, MarkedList):
        return ("list", tuple(meaning_of(item) for item in node.items))
    return (node.text, repr(node.value))


def _same_comments(text: str, result: str) -> bool:
    return Counter(comments_of(text)) == Counter(comments_of(result))
