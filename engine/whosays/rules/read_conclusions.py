"""Reading what a rule concludes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from whosays.marked import MarkedList, MarkedMap, Node
from whosays.problems import suggest
from whosays.rules.read_values import read_operand, read_path, read_sentence
from whosays.rules.reader import Reader
from whosays.rules.syntax import EFFECTS, Conclusion, EffectWord, FindingOf, Operand, Path

OPTIONS: Mapping[EffectWord, tuple[str, ...]] = {
    "derive": (),
    "supports": ("strength",),
    "opposes": ("strength",),
    "discounts": ("by",),
    "raises": (),
    "same_origin": ("keeps",),
    "refutes": ("to",),
    "confirms": ("to",),
    "withholds": ("of", "to"),
    "undercuts": ("by",),
    "base_rate": ("hits", "of"),
}
"""The options each effect needs, besides `because`."""


def read_conclusions(reader: Reader, node: Node | None) -> tuple[Conclusion, ...]:
    """The list under `then`."""
    found = (_read_conclusion(reader, item) for item in reader.items(node, '"then"'))
    return tuple(conclusion for conclusion in found if conclusion is not None)


def _read_conclusion(reader: Reader, node: Node) -> Conclusion | None:
    entries = reader.mapping(node, "a conclusion")
    effects = [word for word in EFFECTS if word in entries]
    if len(effects) != 1:
        message = (
            f"a conclusion has one effect, but here are {' and '.join(effects)}"
            if effects
            else "a conclusion needs an effect"
        )
        unknown = [word for word in entries if word not in {"because", *EFFECTS, *chain(*OPTIONS.values())}]
        hint = suggest(unknown[0], EFFECTS, "one of") if unknown and not effects else f"one of: {', '.join(EFFECTS)}"
        reader.problem("not-one-effect", message, node.mark, hint=hint)
        return None
    effect = effects[0]
    reader.mapping(node, f'"{effect}"', (effect, "because", *OPTIONS[effect]))
    incomplete = reader.missing(entries, (*OPTIONS[effect], "because"), f'"{effect}"', node.mark)
    read = {name: read_operand(reader, entries[name], f'"{name}"') for name in OPTIONS[effect] if name in entries}
    options: dict[str, Operand] = {name: operand for name, operand in read.items() if operand is not None}
    because = read_sentence(reader, entries.get("because"), '"because"')
    mark = reader.key_mark(node, effect)
    target = entries[effect]
    if incomplete or len(options) < len(OPTIONS[effect]):
        return None
    if effect == "derive":
        return _read_derive(reader, target, Conclusion(effect, because=because, mark=mark))
    if effect == "undercuts" and isinstance(target, MarkedMap):
        finding = _read_finding(reader, target)
        return Conclusion(effect, finding=finding, options=options, because=because, mark=mark) if finding else None
    if effect == "same_origin":
        paths = _read_paths(reader, target, '"same_origin"')
        if len(paths) != 2:
            reader.problem("not-a-pair", '"same_origin" takes two reports: [$a, $b]', target.mark)
            return None
    else:
        path = read_path(reader, target, f'"{effect}"')
        if path is None:
            return None
        paths = (path,)
    return Conclusion(effect, paths, options=options, because=because, mark=mark)


def _read_derive(reader: Reader, node: Node, base: Conclusion) -> Conclusion | None:
    entry = reader.single(node, '"derive"')
    if entry is None:
        return None
    name, row = entry
    columns: list[tuple[str, Operand]] = []
    for column, value in reader.mapping(row, f'"{name.text}"').items():
        operand = read_operand(reader, value, f'"{column}"')
        if operand is not None:
            columns.append((column, operand))
    return Conclusion("derive", relation=name.text, columns=tuple(columns), because=base.because, mark=name.mark)


def _read_finding(reader: Reader, node: Node) -> FindingOf | None:
    entries = reader.mapping(node, '"undercuts"', ("finding", "on"))
    if reader.missing(entries, ("finding", "on"), '"undercuts"', node.mark):
        return None
    rule = reader.text(entries["finding"], '"finding"')
    on = _read_paths(reader, entries["on"], '"on"')
    return FindingOf(rule, on, entries["finding"].mark) if rule and on else None


def _read_paths(reader: Reader, node: Node, what: str) -> tuple[Path, ...]:
    nodes = node.items if isinstance(node, MarkedList) else (node,)
    return tuple(path for item in nodes if (path := read_path(reader, item, what)) is not None)
