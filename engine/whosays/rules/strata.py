"""Cutting a program into strata: a relation is complete before anything negates or counts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whosays.rules.program import Count, FlatRule, Origin, Stratum


@dataclass(frozen=True, slots=True)
class NegationCycle:
    """A relation that is derived only if it is not: `path` are the clauses that lead from it back to itself."""

    path: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class _Edge:
    target: str
    source: str
    strict: bool  # the source must be complete first
    origin: Origin


def stratify(rules: Sequence[FlatRule], counts: Sequence[Count]) -> tuple[Stratum, ...] | NegationCycle:
    """Strata in order, as few as there can be, or the cycle that forbids them."""
    edges = list(_edges(rules, counts))
    derived = {rule.head.relation for rule in rules} | {count.head for count in counts}
    level = dict.fromkeys(derived, 0)
    for _ in range(len(derived) + 1):
        changed = False
        for edge in edges:
            if edge.source in level and level[edge.target] < (least := level[edge.source] + edge.strict):
                level[edge.target] = least
                changed = True
        if not changed:
            break
    else:
        return NegationCycle(_cycle(edges))
    by_level: dict[int, list[FlatRule]] = defaultdict(list)
    counts_by_level: dict[int, list[Count]] = defaultdict(list)
    for rule in rules:
        by_level[level[rule.head.relation]].append(rule)
    for count in counts:
        counts_by_level[level[count.head]].append(count)
    return tuple(
        Stratum(tuple(by_level[number]), tuple(counts_by_level[number]))
        for number in sorted(by_level.keys() | counts_by_level.keys())
    )


def _edges(rules: Sequence[FlatRule], counts: Sequence[Count]) -> Iterable[_Edge]:
    for rule in rules:
        for atom in rule.body:
            yield _Edge(rule.head.relation, atom.relation, strict=False, origin=rule.origin)
        for atom in rule.negated:
            yield _Edge(rule.head.relation, atom.relation, strict=True, origin=rule.origin)
    for count in counts:
        for relation in (count.domain, count.items):
            yield _Edge(count.head, relation, strict=True, origin=count.origin)


def _cycle(edges: Sequence[_Edge]) -> tuple[Origin, ...]:
    """A shortest way from a strict edge's target back over its source, as the clauses on it."""
    needs: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        needs[edge.target].append(edge)
    best: tuple[Origin, ...] = ()
    for strict in (edge for edge in edges if edge.strict):
        reached: dict[str, tuple[Origin, ...]] = {strict.source: (strict.origin,)}
        frontier = [strict.source]
        while frontier and strict.target not in reached:
            following = []
            for name in frontier:
                for edge in needs[name]:
                    if edge.source not in reached:
                        reached[edge.source] = (*reached[name], edge.origin)
                        following.append(edge.source)
            frontier = following
        path = reached.get(strict.target)
        if path is not None and (not best or len(path) < len(best)):
            best = path
    return best
