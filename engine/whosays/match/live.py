"""Which rules of a stratum can match at all, seen from the relations that hold rows."""

from __future__ import annotations

from collections.abc import Iterable

from whosays.rules.program import Stratum


def live_rules(stratum: Stratum, filled: Iterable[str]) -> tuple[int, ...]:
    """The indices of the rules whose body relations all hold rows, or may come to hold some through such rules."""
    reachable = set(filled)
    live: set[int] = set()
    waiting = dict(enumerate(stratum.rules))
    while waiting:
        woken = {
            index: rule for index, rule in waiting.items() if all(atom.relation in reachable for atom in rule.body)
        }
        if not woken:
            break
        live.update(woken)
        reachable.update(rule.head.relation for rule in woken.values())
        waiting = {index: rule for index, rule in waiting.items() if index not in woken}
    return tuple(sorted(live))


def relations_read(stratum: Stratum, rules: Iterable[int]) -> frozenset[str]:
    """The relations that these rules join or negate."""
    chosen = [stratum.rules[index] for index in rules]
    return frozenset(atom.relation for rule in chosen for atom in (*rule.body, *rule.negated))
