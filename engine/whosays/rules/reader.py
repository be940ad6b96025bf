"""Reading a marked YAML tree piece by piece: every accessor answers with a value, or notes a located problem."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Literal

from whosays.marked import MarkedList, MarkedMap, MarkedScalar, Node
from whosays.problems import Mark, Problem, nearest, short, suggest, unseen

_NOWHERE: Mapping[str, str] = MappingProxyType({})


class Reader:
    """Collects the problems met while one rulebook is read; reading goes on, so that all are shown at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def problem(
        self,
        code: str,
        message: str,
        mark: Mark,
        *,
        hint: str = "",
        note: str = "",
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, message, mark, note, hint, severity))

    def mapping(
        self,
        node: Node | None,
        what: str,
        known: Collection[str] | None = None,
        *,
        shape: str = "write each as `key: value`, on lines of their own or in { } with commas",
        elsewhere: Mapping[str, str] = _NOWHERE,
    ) -> dict[str, Node]:
        """The entries of a mapping; `known` keys only, where given.

        `shape` is the hint where it is none, and `elsewhere` has the hints for keys that belong to another place.
        """
        if not isinstance(node, MarkedMap):
            if node is not None and not self.is_nothing(node, what):
                self.problem("not-a-mapping", f"{what} must be a mapping (key: value)", node.mark, hint=shape)
            return {}
        entries: dict[str, Node] = {}
        misspelt: dict[str, Node] = {}
        for key, value in node.entries:
            if known is None or key.text in known:
                entries[key.text] = value
                continue
            hint = elsewhere.get(key.text) or suggest(key.text, known)
            self.problem("unknown-key", f'{what} has no "{short(key.text)}"', key.mark, hint=hint)
            meant = nearest(key.text, known)
            if meant and key.text not in elsewhere:
                misspelt.setdefault(meant, value)
        # Read on as if it had been spelt right: that a key is missing would be an echo, and its value is checked too.
        return {**misspelt, **entries}

    def key_mark(self, node: Node, name: str) -> Mark:
        """Where the key `name` of a mapping stands."""
        if isinstance(node, MarkedMap):
            for key, _ in node.entries:
                if key.text == name:
                    return key.mark
        return node.mark

    def single(self, node: Node, what: str) -> tuple[MarkedScalar, Node] | None:
        """The one entry of a mapping that must have exactly one key."""
        if isinstance(node, MarkedMap) and len(node.entries) == 1:
            return node.entries[0]
        hint = 'write "- kind: {field: value, ...}", and each further one on a line of its own with a "-"'
        message, mark = f"this is not {what}", node.mark
        if isinstance(node, MarkedMap) and node.entries:
            (key, first), (second, _) = node.entries[0], node.entries[1]
            message, mark = f"{what} has exactly one key, but here are {len(node.entries)}", second.mark
            hint = f'put "{short(second.text)}" on a line of its own, beginning with "- "'
            if isinstance(first, MarkedScalar) and first.value is None:
                hint = f'indent what belongs to "{short(key.text)}:" by two more spaces'
        self.problem("not-one-key", message, mark, hint=hint)
        return None

    def is_nothing(self, node: Node, what: str) -> bool:
        """Whether nothing was written where something is needed, noting it."""
        if not isinstance(node, MarkedScalar) or node.value is not None:
            return False
        hint = "write what belongs there after the colon, or indented below it"
        if ":" in what:
            hint = unseen(what) or "write a space after the colon"
        self.problem("empty", f"{short(what)} is empty", node.mark, hint=hint)
        return True

    def items(self, node: Node | None, what: str, *, one_is_list: bool = False) -> tuple[Node, ...]:
        """The items of a list; a single value stands for a list of one where `one_is_list`."""
        if isinstance(node, MarkedList):
            return node.items
        if node is None or (not one_is_list and self.is_nothing(node, what)):
            return ()
        if one_is_list:
            return (node,)
        hint = 'put each item on a line of its own that begins with "- "'
        self.problem("not-a-list", f"{what} must be a list", node.mark, hint=hint)
        # Where only the dash was forgotten, what it should stand before can be read all the same.
        return (node,) if isinstance(node, MarkedMap) and len(node.entries) == 1 else ()

    def text(self, node: Node | None, what: str) -> str:
        """A text; empty after a problem."""
        if node is None:
            return ""
        if isinstance(node, MarkedScalar) and node.value is not None:
            return node.text.strip()
        if self.is_nothing(node, what):
            return ""
        hint = 'a text that holds ": " or begins with { or [ must be quoted, or written after >-'
        if isinstance(node, MarkedList) and node.items and node.items[0].line == node.line and node.width == 1:
            hint = 'a line that begins with "- " is an item of a list: leave the dash out'
        self.problem("not-a-text", f"{what} must be a text", node.mark, hint=hint)
        return ""

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(text for item in self.items(node, what, one_is_list=True) if (text := self.text(item, what)))

    def flag(self, node: Node | None, what: str) -> bool:
        """True or false; false after a problem, and where there is none."""
        if isinstance(node, MarkedScalar) and isinstance(node.value, bool):
            return node.value
        if node is not None:
            self.problem("unfit-value", f"{what} is true or false", node.mark)
        return False

    def choice(self, node: Node | None, what: str, known: Collection[str]) -> str:
        """One of the known words; empty after a problem."""
        word = self.text(node, what)
        if word and node is not None and word not in known:
            self.problem("unknown-word", f'{what} cannot be "{word}"', node.mark, hint=suggest(word, known, "one of"))
            return ""
        return word

    def missing(self, entries: dict[str, Node], keys: Collection[str], what: str, mark: Mark) -> bool:
        """Whether a key is missing, noting each."""
        absent = [key for key in keys if key not in entries]
        for key in absent:
            self.problem("missing-key", f'{what} needs "{key}"', mark, hint=f"add `{key}:`")
        return bool(absent)
