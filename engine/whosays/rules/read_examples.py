"""Reading the examples of a rule, tests and documentation at once, and the scenarios that they share."""

from __future__ import annotations

from collections.abc import Iterable

from whosays.marked import MarkedList, MarkedMap, MarkedScalar, Node
from whosays.rules.reader import Reader
from whosays.rules.syntax import EFFECTS, Example, Scenario


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
            reader.problem("empty", f'the scenario "{name}" has no fact', value.mark)
        facts = _read_facts(reader, items, f'the scenario "{name}"')
        found.append(Scenario(name, facts, reader.key_mark(node, name)))
    return tuple(found)


def _read_example(reader: Reader, node: Node) -> Example | None:
    entries = reader.mapping(node, "an example", ("name", "given", "expect"))
    if reader.missing(entries, ("name", "given", "expect"), "an example", node.mark):
        return None
    given, names = entries["given"], list[MarkedScalar]()
    items = (given,) if isinstance(given, MarkedScalar) else reader.items(given, '"given"')
    facts = _read_facts(reader, items, '"given"', names)
    expect: list[tuple[str, str]] = []
    for item in reader.items(entries["expect"], '"expect"'):
        entry = reader.single(item, "an expected conclusion")
        if entry is None:
            continue
        effect, target = entry
        if effect.text not in EFFECTS:
            reader.choice(effect, "an expected conclusion", EFFECTS)
        targets = target.items if isinstance(target, MarkedList) else (target,)
        expect.append((effect.text, ", ".join(sorted(reader.text(each, "the target") for each in targets))))
    scenarios = tuple((each.text, each.mark) for each in names)
    return Example(reader.text(entries["name"], '"name"'), facts, tuple(expect), node.mark, scenarios)


def _read_facts(
    reader: Reader, items: Iterable[Node], what: str, names: list[MarkedScalar] | None = None
) -> tuple[dict[str, object], ...]:
    """The facts among the items; where `names` of scenarios may stand among them, those are added to it."""
    facts = []
    for item in items:
        if isinstance(item, MarkedMap):
            facts.append(_plain_map(item))
        elif names is not None and isinstance(item, MarkedScalar) and isinstance(item.value, str):
            names.append(item)
        else:
            or_a_name = " or the name of a scenario" if names is not None else ""
            hint = "a fact is written - kind: {id: x, ...}"
            reader.problem("not-a-fact", f"each item of {what} is a fact{or_a_name}", item.mark, hint=hint)
    return tuple(facts)


def _plain_map(node: MarkedMap) -> dict[str, object]:
    return {key.text: _plain(value) for key, value in node.entries}


def _plain(node: Node) -> object:
    if isinstance(node, MarkedMap):
        return _plain_map(node)
    if isinstance(node, MarkedList):
        return [_plain(item) for item in node.items]
    is_number = isinstance(node.value, int | float) and not isinstance(node.value, bool)
    return node.text if is_number and str(node.value) != node.text and isinstance(node.value, int) else node.value
