"""The order in which the rules of a stratum are applied: each when what it reads is complete, or is its own doing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from whosays.rules.program import FlatRule


def by_level(rules: Iterable[tuple[int, FlatRule]]) -> list[tuple[int, ...]]:
    """Rules, by their indices, in levels: no rule reads what one of a later level derives.

    Those of a level that read what the level derives have to be applied until nothing is new.
    """
    rules = list(rules)
    level_of = _levels(rule for _, rule in rules)
    found: dict[int, list[int]] = defaultdict(list)
    for index, rule in rules:
        found[level_of[rule.head.relation]].append(index)
    return [tuple(found[level]) for level in sorted(found)]


def _levels(rules: Iterable[FlatRule]) -> Mapping[str, int]:
    """For each relation that these rules derive: how many steps it is from relations that they do not derive.

    Relations that derive each other are of one level; whatever else a relation follows from is of a lower one.
    """
    needs: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        needs[rule.head.relation].update(atom.relation for atom in rule.body)
    below = {name: {name, *(each for each in read if each in needs)} for name, read in needs.items()}
    grown = True
    while grown:
        grown = False
        for name, known in below.items():
            below[name] = set().union(*(below[each] for each in known))
            grown |= len(below[name]) > len(known)
    found: dict[str, int] = {}
    for name in sorted(below, key=lambda name: (len(below[name]), name)):  # a part of a set is smaller than the set
        found[name] = 1 + max((found[each] for each in below[name] if len(below[each]) < len(below[name])), default=0)
    return found
