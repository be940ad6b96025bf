"""The order of keys in rulebooks and cases: what a thing is called, why it is there, what it says, examples."""

from __future__ import annotations

from collections.abc import Sequence

from whosays.editing.written import Item, Written
from whosays.facts.kinds import kinds
from whosays.rules.read_conclusions import OPTIONS
from whosays.rules.syntax import EFFECTS

_RULEBOOK = (
    "rulebook", "title", "version", "format", "extends", "params", "adjust", "numbers", "kinds", "relations",
    "scenarios", "rules",
)  # fmt: skip
_RULE = (
    "id", "title", "replaces", "family", "status", "rationale", "references", "tags", "params", "when", "unless",
    "then", "examples",
)  # fmt: skip
_ADJUSTMENT = ("disabled", "params", "strength", "by", "to", "keeps", "unless")
_COUNT = ("of", "is", "as", "where")
_EXAMPLE = ("name", "given", "expect")
_CASE = ("case", "title", "format", "as_of", "question", "facts")


def put_in_order(root: Written) -> None:
    """Order the keys of a rulebook, a case or a further file of either; anything else is left as it is."""
    keys = {item.key.text for item in root.items or () if item.key is not None}
    if keys & {"rulebook", "rules", "relations"}:
        _rulebook(root)
    elif keys & {"case", "facts"}:
        _order(root, _CASE)
        for fact in _values(_get(root, "facts")):
            _fact(fact)
    elif root.items and not root.is_map:
        for fact in _values(root):
            _fact(fact)


def _rulebook(root: Written) -> None:
    _order(root, _RULEBOOK)
    for change in _values(_get(root, "adjust")):
        _order(change, _ADJUSTMENT)
        _unless(change)
    for rule in _values(_get(root, "rules")):
        _order(rule, _RULE)
        _conditions(_get(rule, "when"))
        _unless(rule)
        for conclusion in _values(_get(rule, "then")):
            effect = next((word for word in EFFECTS if _get(conclusion, word) is not None), None)
            if effect is not None:
                _order(conclusion, (effect, *OPTIONS[effect], "because"))
        for example in _values(_get(rule, "examples")):
            _order(example, _EXAMPLE)
            for fact in _values(_get(example, "given")):
                _fact(fact)


def _unless(node: Written) -> None:
    for conditions in _values(_get(node, "unless")):
        _conditions(conditions)


def _conditions(node: Written | None) -> None:
    for condition in _values(node):
        for item in condition.items or ():
            word = item.key.text if item.key is not None else ""
            if word == "none":
                _conditions(item.value)
            elif word == "any":
                for branch in _values(item.value):
                    _conditions(branch)
            elif word == "count":
                _order(item.value, _COUNT)
                _conditions(_get(item.value, "where"))
            elif word in kinds():
                _order(item.value, ("as",))


def _fact(node: Written) -> None:
    for body in _values(node):
        _order(body, ("id",))


def _get(node: Written, name: str) -> Written | None:
    found = (item.value for item in node.items or () if item.key is not None and item.key.text == name)
    return next(found, None)


def _values(node: Written | None) -> tuple[Written, ...]:
    return tuple(item.value for item in (node.items if node is not None else None) or ())


def _order(node: Written, keys: Sequence[str]) -> None:
    """Put the entries of a mapping in this order; those it does not name stay behind them, as they were."""
    if not node.is_map or not node.items:
        return
    place = {key: number for number, key in enumerate(keys)}

    def place_of(item: Item) -> int:
        return place.get(item.key.text if item.key is not None else "", len(place))

    first = node.items[0]
    node.items.sort(key=place_of)
    if node.items[0] is not first and node.holder is None:  # the comment at the top of a file stays there
        node.items[0].leading = first.leading + node.items[0].leading
        first.leading = []
