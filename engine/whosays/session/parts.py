"""Which facts of a session are judged together: the parts that a change of the others cannot reach.

A part is what hangs together by references. That alone would make one part of all that names one actor, place or
source. So in what hangs together the largest set of kinds is looked for whose facts need not join parts, given which
sorts of facts there are; the proof is in `rules/cutting.py`. Where a rule reaches from anywhere to anywhere, say by
an equal text, there is only one part, all facts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from whosays.rules.cutting import NOTHING, Broadcast, Cutting, Sort
from whosays.session.facts import Fact

_KEPT = 256  # sorts of facts that a proof is kept for


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Facts that are judged together, and the claims that are theirs.

    `key` is the same for the same facts, as long as they are held.
    """

    facts: tuple[Fact, ...]
    claims: tuple[str, ...]
    key: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Facts that hang together by references, and the parts that they were cut into: those that have claims."""

    ids: tuple[str, ...]
    filled: frozenset[str]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """All facts in groups. `falls_apart` is false where a rule reaches farther than references: then there is one."""

    group_of: Mapping[str, Group] = field(default_factory=dict)
    falls_apart: bool = True

    @property
    def groups(self) -> tuple[Group, ...]:
        """Each group once."""
        return tuple({id(group): group for group in self.group_of.values()}.values())

    @property
    def parts(self) -> list[Part]:
        """Every part that has a claim."""
        return [part for group in self.groups for part in group.parts]


@dataclass(slots=True, eq=False)
class Cutter:
    """Cuts the facts of a session into parts."""

    cutting: Cutting
    _best: dict[Sort, Broadcast | None] = field(default_factory=dict)
    _apart: dict[frozenset[str], bool] = field(default_factory=dict)

    def cut(self, facts: Mapping[str, Fact], before: Cut, touched: Collection[str]) -> Cut:
        """The facts in groups and parts; groups that hold none of those touched, and are named by none, stay."""
        named = {target for each in touched if each in facts for target in facts[each].targets}
        met = {id(before.group_of[each]) for each in {*touched, *named} if each in before.group_of}
        kept = [group for group in before.groups if id(group) not in met]
        filled = frozenset().union(*(group.filled for group in kept))
        held = {each for group in kept for each in group.ids}
        pool = [each for each in facts if each not in held]
        falls_apart = self._falls_apart(filled.union(*(facts[each].filled for each in pool)))
        if not falls_apart or not before.falls_apart:
            kept, pool = [], list(facts)
        groups = connected(pool, facts) if falls_apart else [sorted(pool)]
        made = [self._group(ids, facts) for ids in groups if ids]
        return Cut({each: group for group in (*kept, *made) for each in group.ids}, falls_apart)

    def _falls_apart(self, filled: frozenset[str]) -> bool:
        if filled not in self._apart:
            _make_room(self._apart)
            self._apart[filled] = not self.cutting.obstacles(NOTHING, filled)
        return self._apart[filled]

    def _group(self, ids: list[str], facts: Mapping[str, Fact]) -> Group:
        has_claims = any(facts[each].entry.kind == "claim" for each in ids)
        filled = frozenset().union(*(facts[each].filled for each in ids))
        return Group(tuple(ids), filled, tuple(self._parts(ids, facts)) if has_claims else ())

    def _parts(self, group: list[str], facts: Mapping[str, Fact]) -> list[Part]:
        broadcast = self._broadcast(_sort(group, facts))
        if broadcast is None or not broadcast.kinds:
            return [_part(group, group, facts)]
        own = [each for each in group if facts[each].entry.kind not in broadcast.kinds]
        shared = [each for each in group if facts[each].entry.kind in broadcast.everywhere]
        return [
            _part(_reached([*members, *shared], facts), members, facts)
            for members in connected(own, facts)
            if any(facts[each].entry.kind == "claim" for each in members)
        ]

    def _broadcast(self, sort: Sort) -> Broadcast | None:
        if sort not in self._best:
            _make_room(self._best)
            self._best[sort] = self.cutting.best(sort)
        return self._best[sort]


def connected(ids: Collection[str], facts: Mapping[str, Fact]) -> list[list[str]]:
    """These facts in groups that name each other, directly or through others of them."""
    above = {each: each for each in ids}

    def top(each: str) -> str:
        while above[each] != each:
            above[each] = each = above[above[each]]
        return each

    for each in above:
        for target in facts[each].targets:
            if target in above:
                one, other = sorted((top(each), top(target)))
                above[other] = one
    groups: dict[str, list[str]] = {}
    for each in sorted(above):
        groups.setdefault(top(each), []).append(each)
    return list(groups.values())


def _reached(start: Iterable[str], facts: Mapping[str, Fact]) -> list[str]:
    """These facts and what they name, directly or through others."""
    found = dict.fromkeys(start)
    waiting = list(found)
    while waiting:
        new = [each for each in facts[waiting.pop()].targets if each not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return list(found)


def _part(ids: Iterable[str], members: Iterable[str], facts: Mapping[str, Fact]) -> Part:
    claims = tuple(each for each in members if facts[each].entry.kind == "claim")
    held = tuple(facts[each] for each in ids)
    return Part(held, claims, frozenset(map(id, held)))


def _sort(group: Iterable[str], facts: Mapping[str, Fact]) -> Sort:
    own = [facts[each] for each in group]
    refers = {(fact.entry.kind, facts[target].entry.kind) for fact in own for target in fact.targets}
    return Sort(frozenset().union(*(fact.filled for fact in own)), frozenset(refers))


def _make_room(kept: dict[Sort, Broadcast | None] | dict[frozenset[str], bool]) -> None:
    if len(kept) >= _KEPT:
        kept.clear()
