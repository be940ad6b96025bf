"""How a YAML file is laid out: two spaces, dashes two in, short values in braces or brackets on one line."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from whosays.editing.written import Item, Written
from whosays.marked.scalars import resolve

WIDTH = 120
_VERBATIM = frozenset({"quote", "original"})  # words of others: the quotation marks say so, needed or not
_BREAKS = re.compile("[\x85\u2028\u2029]")
_ESCAPES = {
    '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P",
    "\ufeff": "\\uFEFF",
}  # fmt: skip


def laid_out(text: str, root: Written) -> str:
    """The text of a tree; `text` is that which it was read from."""
    if root.items is None:
        return text
    return "\n".join(_Layout(text).document(root)) + "\n"


def block_text(text: str, node: Written) -> str:
    """A list or mapping by itself, an item a line, as far to the left as can be."""
    layout = _Layout(text)
    return "\n".join((*layout.collection(node, 0), *node.trailing))


class _Layout:
    def __init__(self, text: str) -> None:
        self.text = text

    def document(self, root: Written) -> Iterator[str]:
        """All lines."""
        if not root.open and root.flow and (line := self.on_one_line(root)) is not None and len(line) <= WIDTH:
            yield line
        else:
            yield from self.collection(root, 0)
        lines = list(root.trailing)
        yield from lines if root.items else [line for line in lines if line]

    def collection(self, node: Written, indent: int) -> Iterator[str]:
        """The items of a list or mapping, each from a line of its own."""
        first = True
        for item in node.items or ():
            _hoist(item)
            leading = item.leading
            if first:
                leading = leading[next((i for i, line in enumerate(leading) if line), len(leading)) :]
                # At the top of a file a blank line sets its comment apart from what follows.
                leading = leading if indent == 0 and node.holder is None else [line for line in leading if line]
            for line, after in zip(leading, [*leading[1:], "item"], strict=False):
                if line or after != "":  # one blank line at most
                    yield " " * indent + line if line else ""
            yield from self.item(item, indent)
            first = False

    def item(self, item: Item, indent: int) -> Iterator[str]:
        """`- value` or `key: value`, with what hangs below."""
        prefix = " " * indent + ("-" if item.key is None else self.scalar(item.key, in_flow=False) + ":")
        beside = f" {item.beside}" if item.beside else ""
        node = item.value
        if node.items is None:
            yield from self.single(item, prefix, beside, indent)
            return
        line = self.on_one_line(node)
        if line is not None and not _is_bare(item) and (not node.items or len(prefix) + 1 + len(line) <= WIDTH):
            yield f"{prefix} {line}{beside}"
            return
        lines = self.collection(node, indent + 2)
        if item.key is None:
            yield prefix + " " + next(lines)[indent + 2 :] + beside
        else:
            yield prefix + beside
        yield from lines
        yield from (" " * (indent + 2) + line if line else "" for line in node.trailing)

    def single(self, item: Item, prefix: str, beside: str, indent: int) -> Iterator[str]:
        """A single value, perhaps over several lines."""
        node = item.value
        block = self.block_lines(node)
        if block is None and node.style not in {"|", ">"} and "\n" in self.text[node.start : node.end].strip():
            block = _folded(node.text, WIDTH - indent - 2) if len(prefix) + len(node.text) >= WIDTH - 2 else None
        if block is not None:
            head, *lines = block
            yield f"{prefix} {head}{beside}"
            yield from (" " * (indent + 2) + line if line else "" for line in lines)
            return
        verbatim = item.key is not None and item.key.text in _VERBATIM
        text = self.scalar(node, in_flow=False, verbatim=verbatim)
        yield f"{prefix} {text}".rstrip(" ") + beside

    def block_lines(self, node: Written) -> list[str] | None:
        """A text after | or > as it stands, but without its indentation; None if it is to be written otherwise."""
        if node.style not in {"|", ">"}:
            return None
        head, *lines = self.text[node.start : node.end].split("\n")
        found = re.match(r"[|>][-+]?(?=[ \t]|$)", head)
        first = next((line for line in lines if line.strip(" ")), None)
        if found is None or first is None or _BREAKS.search(node.text) or found[0].endswith("+"):
            return None
        indent = len(first) - len(first.lstrip(" "))
        lines = [line[indent:] for line in lines]
        if any(not line.strip(" ") for line in lines[: lines.index(first[indent:])]):
            return None  # blank lines before the text: their number counts, their spaces may
        while lines and not lines[-1].strip(" "):
            if lines[-1]:
                return None
            lines.pop()
        return [found[0], *lines]

    def on_one_line(self, node: Written, *, verbatim: bool = False) -> str | None:
        """A value in braces or brackets on one line; None where it is not to be, or cannot be."""
        if node.items is None:
            return self.scalar(node, in_flow=True, verbatim=verbatim)
        if node.open and node.items:
            return None
        parts = []
        for item in node.items:
            value = self.on_one_line(item.value, verbatim=item.key is not None and item.key.text in _VERBATIM)
            if value is None:
                return None
            parts.append(value if item.key is None else f"{self.scalar(item.key, in_flow=True)}: {value}")
        line = ", ".join(parts)
        return f"{{{line}}}" if node.is_map else f"[{line}]"

    def scalar(self, node: Written, *, in_flow: bool, verbatim: bool = False) -> str:
        """A single value on one line, quoted only where needed."""
        text = node.text
        if not node.style and "\n" not in self.text[node.start : node.end] and (in_flow or not node.in_flow):
            return text
        is_word = resolve(text) == text
        if (not node.style and not is_word) or (is_word and not verbatim and _may_stand_bare(text, in_flow=in_flow)):
            return text
        return _quoted(text)


def _is_bare(item: Item) -> bool:
    """`- key: value`, rather than `- {key: value}`."""
    value = item.value
    return item.key is None and value.is_map and len(value.items or ()) == 1


def _hoist(item: Item) -> None:
    """Comments above the first line of a list item stand above its dash."""
    while item.key is None and item.value.items and (item.value.open or _is_bare(item)):
        first = item.value.items[0]
        item.leading += [line for line in first.leading if line]
        first.leading = []
        if item.beside and _starts_below(item):  # `- # comment`
            item.leading.append(item.beside)
            item.beside = ""
        if first.key is not None:
            return
        item = first


def _starts_below(item: Item) -> bool:
    return bool(item.value.items)


def _may_stand_bare(text: str, *, in_flow: bool) -> bool:
    """Whether a text means itself without quotes. Refuses some that would do."""
    if not text or text != text.strip() or not text.isprintable() or text == "<<":
        return False
    if text[0] in "-?:,[]{}#&*!|>'\"%@`" or text.startswith("..."):
        return False
    if ": " in text or " #" in text or text.endswith(":"):
        return False
    return not in_flow or not re.search(r"[,\[\]{}?]|:[^\w/ ]", text)


def _quoted(text: str) -> str:
    if text.isprintable() and not _BREAKS.search(text):
        if not re.search(r'["\\]', text):
            return f'"{text}"'
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(char) or _escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _folded(text: str, width: int) -> list[str] | None:
    """A long text after >-; None if folding would change it."""
    if not text.isprintable() or "  " in text or text != text.strip() or resolve(text) != text:
        return None
    lines = textwrap.wrap(text, max(width, 40), break_long_words=False, break_on_hyphens=False)
    return [">-", *lines]
