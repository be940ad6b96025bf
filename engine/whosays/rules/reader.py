"""Reading a marked YAML tree piece by piece: every accessor answers with a value, or notes a located problem."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from whosays.marked import MarkedList, MarkedMap, MarkedScalar, Node
from whosays.problems import Mark, Problem, suggest


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

    def mapping(self, node: Node | None, what: str, known: Collection[str] | None = None) -> dict[str, Node]:
        """The entries of a mapping; `known` keys only, where given."""
        if not isinstance(node, MarkedMap):
            if node is not None:
                self.problem("not-a-mapping", f"{what} must be a mapping (key: value)", node.mark)
            return {}
        entries: dict[str, Node] = {}
        for key, value in node.entries:
            if known is not None and key.text not in known:
                self.problem("unknown-key", f'{what} has no "{key.text}"', key.mark, hint=suggest(key.text, known))
            else:
                entries[key.text] = value
        return entries

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
        found = "here is something else"
        if isinstance(node, MarkedMap):
            found = f"here are {len(node.entries)}" if node.entries else "here is none"
        self.problem(
            "not-one-key",
            f"{what} is a mapping with exactly one key, but {found}",
            node.mark,
            hint='write "- kind: {field: value, ...}", and each further one on a line of its own with a "-"',
        )
        return None

    def items(self, node: Node | None, what: str, *, one_is_list: bool = False) -> tuple[Node, ...]:
        """The items of a list; a single value stands for a list of one where `one_is_list`."""
        if isinstance(node, MarkedList):
            return node.items
        if node is None:
            return ()
        if one_is_list:
            return (node,)
        self.problem(
            "not-a-list", f"{what} must be a list", node.mark, hint='put each item on a line that starts with "- "'
        )
        return ()

    def text(self, node: Node | None, what: str) -> str:
        """A text; empty after a problem."""
        if node is None:
            return ""
        if isinstance(node, MarkedScalar) and node.value is not None:
            return node.text.strip()
        hint = 'a text that holds ": " or starts with { or [ must be quoted, or written after >-'
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
            self.problem("missing-key", f'{what} needs "{key}"', mark)
        return bool(absent)
