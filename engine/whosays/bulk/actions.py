"""What discounts, raises and undercuts act on, as columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from whosays.bulk.fact_tables import FactTables
from whosays.bulk.findings import KindFound
from whosays.weigh.columns import Keyed, distinct
from whosays.weigh.network import Actions, Effect, Ints, Target

_ACTING = {Effect.DISCOUNTS, Effect.RAISES, Effect.UNDERCUTS}


def actions(facts: FactTables, findings: Sequence[KindFound]) -> Actions:
    """A row an action, by finding."""
    naming = _Naming(findings)
    parts: list[tuple[Ints, Ints, Ints, Ints]] = [(np.empty(0, dtype=np.int64),) * 4]
    for found in findings:
        if found.effect in _ACTING:
            by = facts.fact(found.columns[found.kind.by]) if found.kind.by else np.full(len(found.row), -1)
            if found.kind.conclusion.finding is None:
                target, index = _on_fact(facts, found)
                parts.append((found.index, target, index, by))
            else:
                place, index = naming.speaking_of(found)
                parts.append((found.index[place], np.full(len(place), Target.FINDING), index, by[place]))
    finding, target, index, by = (np.concatenate([part[place] for part in parts]) for place in range(4))
    return Actions(finding, target.astype(np.int64), index, by)


def _on_fact(facts: FactTables, found: KindFound) -> tuple[Ints, Ints]:
    """What findings act on that name a fact: that report or source itself, or the fact as a premise."""
    fact = facts.fact(found.target(0))
    target, index = np.full(len(fact), Target.FACT, dtype=np.int64), fact.copy()
    direct = [("report", Target.REPORT)]
    if found.effect == Effect.DISCOUNTS:
        direct.append(("source", Target.SOURCE))
    for kind, as_what in direct:
        of_kind = facts.of_kind(fact, kind)
        target[of_kind] = as_what
        index[of_kind] = facts.place(fact[of_kind])
    return target, index


class _Naming:
    """Which findings of a rule speak of a fact."""

    def __init__(self, findings: Sequence[KindFound]) -> None:
        self.findings = findings
        self.count = sum(len(found.row) for found in findings)
        self._pairs: dict[str, tuple[Keyed, Ints, Keyed]] = {}

    def speaking_of(self, found: KindFound) -> tuple[Ints, Ints]:
        """The findings of the rule that these act on which speak of all that is named: pairs (place, finding)."""
        of = found.kind.conclusion.finding
        assert of is not None
        by_fact, finding, both = self._of_rule(of.rule)
        first, *others = range(len(found.kind.targets))
        place, pair = by_fact.rows(found.target(first))
        index = finding[pair]
        for other in others:
            named = both.has(found.target(other)[place] * self.count + index)
            place, index = place[named], index[named]
        order = np.lexsort((index, place))
        return place[order], index[order]

    def _of_rule(self, rule: str) -> tuple[Keyed, Ints, Keyed]:
        """Its pairs (fact, finding), by fact and by both."""
        if rule not in self._pairs:
            keys = [np.empty(0, dtype=np.int64)]
            for found in self.findings:
                kind = found.kind
                if kind.rule.id == rule:
                    names = [name for name in kind.variables if kind.types[name].is_fact]
                    keys += [found.columns[name] * self.count + found.index for name in (*names, *kind.targets)]
            key = distinct(np.concatenate(keys))
            self._pairs[rule] = (Keyed.by(key // max(self.count, 1)), key % max(self.count, 1), Keyed.by(key))
        return self._pairs[rule]
