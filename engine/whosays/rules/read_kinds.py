"""Reading the kinds of facts that a rulebook declares."""

from __future__ import annotations

from whosays.marked import MarkedList, MarkedMap, Node
from whosays.rules.read_values import read_operand
from whosays.rules.reader import Reader
from whosays.rules.syntax import DeclaredField, DeclaredKind, Value


def read_kinds(reader: Reader, node: Node | None) -> tuple[DeclaredKind, ...]:
    """The kinds under `kinds`: `name: {field: type, says: description}`."""
    found = []
    for name, value in reader.mapping(node, '"kinds"').items():
        assert node is not None  # it had entries
        entries = reader.mapping(value, f'"{name}"')
        says = reader.text(entries.pop("says", None), '"says"')
        fields = (_read_field(reader, value, field, type_) for field, type_ in entries.items())
        known = tuple(field for field in fields if field is not None)
        found.append(DeclaredKind(name, known, says, reader.key_mark(node, name)))
    return tuple(found)


def _read_field(reader: Reader, kind: Node, name: str, node: Node) -> DeclaredField | None:
    """`field: type`, or `field: {type: type, many: true, ...}`."""
    mark = reader.key_mark(kind, name)
    if not isinstance(node, MarkedMap):
        type_ = _read_type(reader, name, node)
        return DeclaredField(name, type_, mark=mark, type_mark=node.mark) if type_ else None
    entries = reader.mapping(node, f'"{name}"', ("type", "many", "required", "default", "says"))
    if reader.missing(entries, ("type",), f'"{name}"', node.mark):
        return None
    type_ = _read_type(reader, name, entries["type"])
    default = read_operand(reader, entries["default"], '"default"') if "default" in entries else None
    if default is not None and not isinstance(default, Value):
        reader.problem("not-a-value", f'the default of "{name}" must be a plain value', default.mark)
        default = None
    many, required = (reader.flag(entries.get(word), f'"{word}"') for word in ("many", "required"))
    says = reader.text(entries.get("says"), '"says"')
    return DeclaredField(name, type_, many, required, default, says, mark, entries["type"].mark) if type_ else None


def _read_type(reader: Reader, name: str, node: Node) -> str | tuple[str, ...]:
    """A type as written, or the words of a choice; empty after a problem."""
    before = len(reader.problems)
    if isinstance(node, MarkedList):
        type_: str | tuple[str, ...] = reader.texts(node, f'a word of "{name}"')
    else:
        type_ = reader.text(node, f'the type of "{name}"')
    if not type_ and len(reader.problems) == before:
        what = "word to choose" if isinstance(node, MarkedList) else "type"
        reader.problem("empty", f'"{name}" has no {what}', node.mark)
    return type_
