"""Reading what a rule concludes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from whosays.facts.kinds import kinds
from whosays.marked import MarkedList, MarkedMap, MarkedScalar, Node
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

_ALL_OPTIONS = frozenset(chain(*OPTIONS.values()))


def read_conclusions(reader: Reader, node: Node | None) -> tuple[Conclusion, ...]:
    """The list under `then`."""
    items = reader.items(node, '"then"')
    if isinstance(node, MarkedList) and not items:
        reader.problem("empty", '"then" has no conclusion', node.mark)
    found = (_read_conclusion(reader, item) for item in items)
    return tuple(conclusion for conclusion in found if conclusion is not None)


def _read_conclusion(reader: Reader, node: Node) -> Conclusion | None:
    if not isinstance(node, MarkedMap):
        hint = 'a conclusion is written as "- <effect>: $x", with its options and "because" below it'
        reader.problem("not-a-mapping", "this is not a conclusion", node.mark, hint=hint)
        return None
    entries = reader.mapping(node, "a conclusion")
    effects = [word for word in EFFECTS if word in entries]
    if len(effects) != 1:
        message = (
            f"a conclusion has one effect, but here are {' and '.join(effects)}"
            if effects
            else "a conclusion needs an effect"
        )
        unknown = [word for word in entries if word not in {"because", *EFFECTS, *_ALL_OPTIONS}]
        hint = suggest(unknown[0], EFFECTS, "one of") if unknown else f"one of: {', '.join(EFFECTS)}"
        if len(effects) > 1:
            hint = f'put "{effects[1]}" on a line of its own, beginning with "- ", with a "because" of its own'
        elif unknown and unknown[0] in kinds():
            hint = f'"{unknown[0]}" is a kind of fact: put it under "when"'
        reader.problem("not-one-effect", message, node.mark, hint=hint)
        return None
    effect = effects[0]
    mark = reader.key_mark(node, effect)
    instead = [word for word in OPTIONS[effect] if word not in entries]
    wrong = [word for word in entries if word in _ALL_OPTIONS - {*OPTIONS[effect]}]
    hints = dict.fromkeys(wrong, f'"{effect}" has "{instead[0]}" instead') if instead else {}
    entries = reader.mapping(node, f'"{effect}"', (effect, "because", *OPTIONS[effect]), elsewhere=hints)
    reader.missing(entries, ("because",) if hints else (*OPTIONS[effect], "because"), f'"{effect}"', mark)
    read = {name: read_operand(reader, entries[name], f'"{name}"') for name in OPTIONS[effect] if name in entries}
    options: dict[str, Operand] = {name: operand for name, operand in read.items() if operand is not None}
    because = read_sentence(reader, entries.get("because"), '"because"')
    written = entries.get("because")
    if isinstance(written, MarkedScalar) and written.value is not None and not because.parts:
        hint = "write the sentence that the reader of the verdict gets"
        reader.problem("empty", '"because" is empty', reader.key_mark(node, "because"), hint=hint)
    target = entries[effect]
    if effect == "derive":
        return _read_derive(reader, target, Conclusion(effect, because=because, mark=mark))
    if effect == "undercuts" and isinstance(target, MarkedMap):
        finding = _read_finding(reader, target)
        return Conclusion(effect, finding=finding, options=options, because=because, mark=mark) if finding else None
    if effect == "same_origin":
        paths = _read_paths(reader, target, '"same_origin"')
        if len(paths) != 2:
            reader.problem("not-a-pair", '"same_origin" takes two reports', target.mark, hint="write [$a, $b]")
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
