"""The closest partial match of a rule: the most of its clauses that hold together for what was asked about.

Which clauses can hold together is asked of the matcher. Sets of clauses to leave out are tried by their size; clauses
that were found not to hold together are remembered, and no set is asked about that leaves them all in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from whosays.argue.clauses import Clause, ClausedRule, Names, bound, needed_by
from whosays.argue.probe import Probe, Question
from whosays.conclude.reader import Cells
from whosays.rules.body import Body

AT_ONCE = 24
"""Questions put to the matcher in one run."""

MOST_SETS = 10_000
"""Sets of clauses to leave out that are looked at: all, of a rule of 13 clauses. Of a longer one, clauses are taken in
one by one after that, in their order: no further clause holds with those that are told, but others might be more."""

MOST_MATCHES = 20
"""Matches given, the first ones in the order of facts."""

_Places = frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """Clauses that hold together, by their places, and the values of the variables; -1 is nothing."""

    passed: _Places
    values: dict[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """Looks for the closest matches of a rule; `anchor` says what it must be about."""

    claused: ClausedRule
    probe: Probe
    anchor: Body
    must: _Places = frozenset()  # clauses that may not be left out

    def closest(self) -> tuple[Match, ...]:
        """The matches with the most clauses; those tied to what was asked about first, then by the order of clauses."""
        anchored = bound(self.anchor)
        if not self.probe.ask([self._question(frozenset())]).rows[0]:
            return ()  # no facts of the case can be what was asked about
        known: dict[_Places, bool] = {frozenset(): True}  # clauses tied to each other: do they hold together?
        waiting: list[tuple[_Places, list[_Places]]] = []
        impossible: list[_Places] = []
        for left in self._candidates(anchored):
            if any(group <= left for group in impossible):
                continue
            waiting.append((left, self._groups(left, anchored)))
            if len(waiting) == AT_ONCE or len(known) == 1:
                if found := self._first(waiting, known):
                    return self._matches(*found)
                waiting = []
                impossible = [group for group, held in known.items() if not held]
        found = self._first(waiting, known)
        if found is None and not self.must:
            found = self._grown(anchored, known)
        return self._matches(*found) if found else ()

    def _grown(self, anchored: Names, known: dict[_Places, bool]) -> tuple[_Places, list[_Places]]:
        """Clauses taken in one by one, in their order, those that need others once these are there."""
        kept: _Places = frozenset()
        fresh = True
        while fresh:
            fresh = False
            for clause in self.claused.clauses:
                more = kept | {clause.place}
                if clause.place in kept or len(
                    needed_by([self.claused.clauses[each] for each in more], anchored)
                ) < len(more):
                    continue
                if self._first([(more, self._groups(more, anchored))], known) is not None:
                    kept, fresh = more, True
        return kept, self._groups(kept, anchored)

    def _first(
        self, waiting: Sequence[tuple[_Places, list[_Places]]], known: dict[_Places, bool]
    ) -> tuple[_Places, list[_Places]] | None:
        new = list(dict.fromkeys(group for _, groups in waiting for group in groups if group not in known))
        # What holds alone is cheap to ask along, and rules out most sets.
        singles = (frozenset({each.place}) for each in self.claused.clauses) if len(known) == 1 else ()
        new += [each for each in singles if each not in new and self._is_safe(each)]
        if new:
            answers = self.probe.ask([self._question(group) for group in new])
            known.update({group: bool(rows) for group, rows in zip(new, answers.rows, strict=True)})
        return next(((left, groups) for left, groups in waiting if all(known[each] for each in groups)), None)

    def _is_safe(self, places: _Places) -> bool:
        clauses = [self.claused.clauses[each] for each in places]
        return all(each.needs <= bound(self.anchor).union(*(one.binds for one in clauses)) for each in clauses)

    def _candidates(self, anchored: Names) -> Iterator[_Places]:
        """The sets of clauses that can stay, the largest first."""
        clauses = self.claused.clauses
        seen: set[_Places] = set()
        by_cost: dict[int, list[_Places]] = {}
        looked_at = 0
        for size in range(len(clauses) + 1):
            for out in combinations(range(len(clauses)), size):
                looked_at += 1
                if looked_at > MOST_SETS:
                    return
                rest = [each for each in clauses if each.place not in out]
                kept = frozenset(each.place for each in needed_by(rest, anchored))
                if kept not in seen and self.must <= kept:
                    seen.add(kept)
                    by_cost.setdefault(len(clauses) - len(kept), []).append(kept)
            ready = sorted(by_cost.pop(size, []), key=lambda kept: self._preference(kept, anchored))
            yield from ready

    def _preference(self, kept: _Places, anchored: Names) -> tuple[int, tuple[int, ...]]:
        loose = sum(not self._is_anchored(group) for group in self._groups(kept, anchored))
        out = (each.place for each in self.claused.clauses if each.place not in kept)
        return loose, tuple(-each for each in out)

    def _is_anchored(self, group: _Places) -> bool:
        return not group or any(self.claused.clauses[each].variables & bound(self.anchor) for each in group)

    def _groups(self, kept: _Places, anchored: Names) -> list[_Places]:
        """Clauses that share variables, those tied to the anchor as one; no group has to do with another."""
        groups: list[tuple[set[str], set[int]]] = [(set(anchored), set())]
        for place in sorted(kept):
            names, places = set(self.claused.clauses[place].variables), {place}
            apart = []
            for other in groups:
                if other[0] & names:
                    names |= other[0]
                    places |= other[1]
                else:
                    apart.append(other)
            groups = [*apart, (names, places)]
        return sorted((frozenset(places) for _, places in groups if places), key=min)

    def _question(self, group: _Places) -> Question:
        clauses = [self.claused.clauses[each] for each in sorted(group)]
        bodies = [each.bodies for each in clauses]
        names = frozenset().union(*(each.binds for each in clauses))
        if self._is_anchored(group):
            bodies.insert(0, (self.anchor,))
            names |= bound(self.anchor)
        return Question(bodies, tuple(sorted(names)))

    def _matches(self, kept: _Places, groups: list[_Places]) -> tuple[Match, ...]:
        if not any(map(self._is_anchored, groups)):
            groups = [frozenset(), *groups]
        questions = [self._question(group) for group in groups]
        rows = self.probe.ask(questions).rows
        anchored = [self._is_anchored(group) for group in groups]
        # Of what has nothing to do with the anchor, the first match stands for all.
        choices: list[Sequence[Cells]] = [
            each[:MOST_MATCHES] if tied else each[:1] for each, tied in zip(rows, anchored, strict=True)
        ]
        found = []
        for combined in list(product(*choices))[:MOST_MATCHES]:
            values: dict[str, int] = {}
            for question, cells in zip(questions, combined, strict=True):
                values |= {name: cell for name, cell in zip(question.variables, cells, strict=True) if cell is not None}
            found.append(Match(kept, values))
        return tuple(found)


def failed(claused: ClausedRule, match: Match) -> tuple[Clause, ...]:
    """The clauses that do not hold."""
    return tuple(each for each in claused.clauses if each.place not in match.passed)
