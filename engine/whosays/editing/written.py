"""A YAML file as it is written: its values with their style, and each comment and blank line at what it belongs to.

Only for text that the reader has taken without a problem, so there are no anchors, tags or keys that are no words.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*[ \t]+(#.*)")
_LISTS, _MAPS = yaml.SequenceStartEvent, yaml.MappingStartEvent


@dataclass(slots=True)
class Written:
    """A value. `items` is None for a single value; `style` is how that is quoted, or | or >."""

    start: int
    end: int
    text: str = ""
    style: str = ""
    items: list[Item] | None = None
    is_map: bool = False
    flow: bool = False  # in braces or brackets
    in_flow: bool = False  # inside of a value in braces or brackets
    open: bool = False  # written a line an item; in braces or brackets only where comments stand between them
    column: int = 0  # of its items
    holder: Item | None = None  # what it is the value of
    trailing: list[str] = field(default_factory=list)  # comments after the last item; an empty text is a blank line


@dataclass(slots=True)
class Item:
    """An entry of a mapping, or of a list: then it has no key."""

    start: int
    line: int
    key: Written | None
    value: Written
    owner: Written
    leading: list[str] = field(default_factory=list)  # comments above it; an empty text is a blank line
    beside: str = ""  # the comment at the end of its line


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment and where it stands, all counted from 0."""

    start: int
    line: int
    column: int
    text: str
    is_alone: bool  # on its line


def written(text: str) -> Written:
    """The tree of a text, with its comments."""
    tokens = list(_tokens(text))
    root = _tree(text, tokens)
    comments = list(_comments(text, tokens))
    _open_around(root, [comment.start for comment in comments])
    _place_comments(root, comments, text.split("\n"))
    return root


def comments_of(text: str) -> list[str]:
    """The comments of a text, in order."""
    return [comment.text for comment in _comments(text, list(_tokens(text)))]


def _tokens(text: str) -> Iterator[Any]:
    yield from yaml.scan(text, Loader=_Loader)


def _comments(text: str, tokens: list[Any]) -> Iterator[Comment]:
    """What stands between tokens is space and comments; but the head of a block scalar may end in a comment, too."""
    line_starts = [0, *(found.end() for found in re.finditer("\n", text))]
    end = 0
    for token in tokens:
        if token.start_mark.index > end:
            yield from _in_gap(text, end, token.start_mark.index, line_starts)
        if isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}:
            head = _HEADER_COMMENT.match(text, token.start_mark.index)
            if head:
                yield _comment(text, head.start(1), head[1], line_starts)
        end = max(end, token.end_mark.index)
    yield from _in_gap(text, end, len(text), line_starts)


def _in_gap(text: str, start: int, end: int, line_starts: list[int]) -> Iterator[Comment]:
    for found in re.finditer("#[^\n]*", text[start:end]):
        yield _comment(text, start + found.start(), found[0], line_starts)


def _comment(text: str, start: int, words: str, line_starts: list[int]) -> Comment:
    line = bisect.bisect_right(line_starts, start) - 1
    before = text[line_starts[line] : start]
    return Comment(start, line, len(before), words.rstrip(), not before.strip())


def _tree(text: str, tokens: list[Any]) -> Written:
    """The values, from the events of the parser; a list item begins at its dash."""
    dashes = [token.start_mark for token in tokens if isinstance(token, yaml.BlockEntryToken)]
    dash_starts = [dash.index for dash in dashes]
    root: Written | None = None
    stack: list[Written] = []
    keys: list[Written | None] = []
    events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
    for event in events:
        mark, end_mark = event.start_mark, event.end_mark
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            stack.pop().end = end_mark.index
            keys.pop()
            continue
        if not isinstance(event, (yaml.ScalarEvent, _LISTS, _MAPS)):
            continue
        node = _node(event, stack[-1] if stack else None)
        if not stack:
            root = root or node
        elif stack[-1].is_map and keys[-1] is None:
            keys[-1] = node
        else:
            owner, key = stack[-1], keys[-1]
            start = key.start if key is not None else node.start
            line, column = mark.line, mark.column
            if key is not None:
                line, column = text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1
            elif not owner.flow:
                dash = dashes[bisect.bisect_left(dash_starts, node.start) - 1]
                start, line, column = dash.index, dash.line, dash.column
            assert owner.items is not None
            owner.column = owner.column if owner.items else column
            node.holder = Item(start, line, key, node, owner)
            owner.items.append(node.holder)
            keys[-1] = None
        if node.items is not None:
            stack.append(node)
            keys.append(None)
    assert root is not None  # the reader refuses an empty file
    return root


def _node(event: Any, owner: Written | None) -> Written:
    in_flow = owner is not None and (owner.flow or owner.in_flow)
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, yaml.ScalarEvent):
        return Written(start, end, event.value, event.style or "", in_flow=in_flow)
    flow = bool(event.flow_style)
    return Written(start, end, items=[], is_map=isinstance(event, _MAPS), flow=flow, in_flow=in_flow, open=not flow)


def _open_around(node: Written, comments: list[int]) -> None:
    """Open whatever is in braces or brackets and has a comment inside."""
    if node.flow and bisect.bisect_left(comments, node.start) < bisect.bisect_left(comments, node.end):
        node.open = True
    for item in node.items or ():
        _open_around(item.value, comments)


def _place_comments(root: Written, comments: list[Comment], lines: list[str]) -> None:
    items = list(_open_items(root))
    starts = [item.start for item in items]
    for item in items:
        if item.line and not lines[item.line - 1].strip():
            item.leading.append("")  # for now the last of it; the comments above are put before it
    above: dict[int, list[str]] = {}
    for comment in comments:
        at = bisect.bisect_left(starts, comment.start)
        following = items[at] if at < len(items) else None
        before = next((item for item in reversed(items[:at]) if _is_near(item, comment.start)), None)
        words = ["", comment.text] if comment.line and not lines[comment.line - 1].strip() else [comment.text]
        if before is not None and not comment.is_alone:
            if before.beside:
                above.setdefault(id(before), []).append(before.beside)
            before.beside = comment.text
        elif before is not None and not before.value.open and comment.start < before.value.start:
            above.setdefault(id(before), []).append(comment.text)
        elif (ended := _ended_by(before, following, comment)) is not None:
            ended.trailing += words
        elif following is not None:
            above.setdefault(id(following), []).extend(words)
        else:
            root.trailing += words
    for item in items:
        item.leading = above.get(id(item), []) + item.leading


def _open_items(node: Written) -> Iterator[Item]:
    if not node.open:
        return
    for item in node.items or ():
        yield item
        yield from _open_items(item.value)


def _is_near(item: Item, place: int) -> bool:
    """Whether a comment at a place can belong to an item: not if that stands in braces that are closed by then."""
    owner: Written | None = item.owner
    while owner is not None:
        if owner.flow and owner.end <= place:
            return False
        owner = owner.holder.owner if owner.holder is not None else None
    return True


def _ended_by(before: Item | None, following: Item | None, comment: Comment) -> Written | None:
    """The list or mapping whose last line the comment is: the innermost that ends here and is indented no deeper."""
    owner = before.owner if before is not None else None
    while owner is not None and not (following is not None and owner.start <= following.start < owner.end):
        if owner.flow:
            if owner.start < comment.start < owner.end:
                return owner
        elif owner.column <= comment.column and (following is None or owner.column > following.owner.column):
            return owner
        owner = owner.holder.owner if owner.holder is not None else None
    return None
