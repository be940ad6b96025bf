"""Reading the examples of a rule: tests and documentation at once."""

from __future__ import annotations

from whosays.marked import MarkedList, MarkedMap, MarkedScalar, Node
from whosays.rules.reader import Reader
from whosays.rules.syntax import EFFECTS, Example


def read_examples(reader: Reader, node: Node | None) -> tuple[Example, ...]:
    """The list under `examples`."""
    found = (_read_example(reader, item) for item in reader.items(node, '"examples"'))
    return tuple(example for example in found if example is not None)


def _read_example(reader: Reader, node: Node) -> Example | None:
    entries = reader.mapping(node, "an example", ("name", "given", "expect"))
    if reader.missing(entries, ("name", "given", "expect"), "an example", node.mark):
        return None
    given: tuple[dict[str, object], ...] | str
    items: tuple[Node, ...] = ()
    if isinstance(entries["given"], MarkedScalar):
        given = reader.text(entries["given"], '"given"')
    else:
        items = reader.items(entries["given"], '"given"')
        given = tuple(_plain_map(item) for item in items if isinstance(item, MarkedMap))
    expect: list[tuple[str, str]] = []
    expects: list[tuple[MarkedScalar, tuple[MarkedScalar, ...]]] = []
    for item in reader.items(entries["expect"], '"expect"'):
        entry = reader.single(item, "an expected conclusion")
        if entry is None:
            continue
        effect, target = entry
        if effect.text not in EFFECTS:
            reader.choice(effect, "an expected conclusion", EFFECTS)
            continue
        targets = target.items if isinstance(target, MarkedList) else (target,)
        expect.append((effect.text, ", ".join(sorted(reader.text(each, "the target") for each in targets))))
        expects.append((effect, tuple(each for each in targets if isinstance(each, MarkedScalar))))
    mark = entries["name"].mark
    return Example(reader.text(entries["name"], '"name"'), given, tuple(expect), mark, items, tuple(expects))


def _plain_map(node: MarkedMap) -> dict[str, object]:
    return {key.text: _plain(value) for key, value in node.entries}


def _plain(node: Node) -> object:
    if isinstance(node, MarkedMap):
        return _plain_map(node)
    if isinstance(node, MarkedList):
        return [_plain(item) for item in node.items]
    is_number = isinstance(node.value, int | float) and not isinstance(node.value, bool)
    return node.text if is_number and str(node.value) != node.text and isinstance(node.value, int) else node.value
