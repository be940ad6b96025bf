"""Reading the examples of a rule, tests and documentation at once, and the scenarios that they share."""

from __future__ import annotations

from collections.abc import Iterable

from whosays.marked import MarkedList, MarkedMap, MarkedScalar, Node
from whosays.rules.reader import Reader
from whosays.rules.syntax import EFFECTS, Example, Scenario

_FACT = "a fact is written `- <kind>: {id: ..., ...}`"


def read_examples(reader: Reader, node: Node | None) -> tuple[Example, ...]:
    """The list under `examples`."""
    found = (_read_example(reader, item) for item in reader.items(node, '"examples"'))
    return tuple(example for example in found if example is not None)


def read_scenarios(reader: Reader, node: Node | None) -> tuple[Scenario, ...]:
    """The groups of facts under `scenarios`, by name."""
    found = []
    for name, value in reader.mapping(node, '"scenarios"').items():
        assert node is not None  # it had entries
        items = reader.items(value, f'"{name}"')
        if isinstance(value, MarkedList) and not items:
            reader.problem("empty", f'the scenario "{name}" has no fact', value.mark, hint=_FACT)
        found.append(Scenario(name, _plain_facts(items), reader.key_mark(node, name), items))
    return tuple(found)


def _read_example(reader: Reader, node: Node) -> Example | None:
    entries = reader.mapping(node, "an example", ("name", "given", "expect"))
    if reader.missing(entries, ("name", "given", "expect"), "an example", node.mark):
        return None
    given = entries["given"]
    items = (given,) if isinstance(given, MarkedScalar) else reader.items(given, '"given"')
    names = tuple(item for item in items if isinstance(item, MarkedScalar) and isinstance(item.value, str))
    facts = tuple(item for item in items if not any(item is each for each in names))
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
    return Example(
        reader.text(entries["name"], '"name"'),
        _plain_facts(facts),
        tuple(expect),
        entries["name"].mark,
        tuple((each.text, each.mark) for each in names),
        facts,
        tuple(expects),
    )


def _plain_facts(items: Iterable[Node]) -> tuple[dict[str, object], ...]:
    """Those of the items that can be facts; what is wrong with the others is found when the example is checked."""
    return tuple(_plain_map(item) for item in items if isinstance(item, MarkedMap))


def _plain_map(node: MarkedMap) -> dict[str, object]:
    return {key.text: _plain(value) for key, value in node.entries}


def _plain(node: Node) -> object:
    if isinstance(node, MarkedMap):
        return _plain_map(node)
    if isinstance(node, MarkedList):
        return [_plain(item) for item in node.items]
    is_number = isinstance(node.value, int | float) and not isinstance(node.value, bool)
    return node.text if is_number and str(node.value) != node.text and isinstance(node.value, int) else node.value
