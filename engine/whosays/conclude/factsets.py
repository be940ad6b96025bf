"""Which sets of case facts a row follows from: the least solution over all proofs, circular ones included.

A proof that runs through the row it proves only adds facts to those the row has anyway, so it never gives a smaller
set: rows that prove each other are gone over until nothing changes, and nothing has to be left out to make this end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from whosays.deadline import NO_DEADLINE, Deadline

LIMIT = 64
"""Sets kept for a row, the smallest ones; those of a part of a proof are bounded in the same way.

Each of them suffices all the same, but where sets were cut off it may hold a fact more than is needed.
"""

_Masks = tuple[int, ...]


class Proof(NamedTuple):
    """One way to derive a row, by the step of a stratum that Derivation.step_of tells.

    `premises` are the numbers of the rows it rests on: of a rule, in the order of its body; of a count, its domain row
    and then the items it counted. What is negated adds nothing.
    """

    stratum: int
    step: int
    premises: tuple[int, ...]


_Proofs = Sequence[tuple[Proof, ...]]


class FactSets:
    """The fact sets of rows, computed for the rows that are asked for and kept.

    A set is held as an integer: fact i is the bit `top - i`. Sets of one size sort by their facts as their integers do,
    downwards.
    """

    def __init__(self, proofs: _Proofs, facts: Sequence[int], deadline: Deadline = NO_DEADLINE) -> None:
        self._proofs = proofs
        self._facts = facts
        self._deadline = deadline
        self._top = max(facts, default=0)
        self._known: dict[int, _Masks] = {}

    def of(self, row: int) -> tuple[tuple[int, ...], ...]:
        """The minimal fact sets of a row, by size and facts."""
        if row not in self._known:
            self._solve_below(row)
        return tuple(self._read(mask) for mask in self._known[row])

    def chosen_proofs(self, row: int, facts: Sequence[int]) -> dict[int, int]:
        """One proof for each row needed to derive `row` from these facts only, by its place; -1 for rows of the case.

        Of a row, it is the first proof in the earliest of the rounds that derive rows from these facts alone: so proofs
        do not go in circles. Premises come before what they prove.
        """
        allowed = frozenset(facts)
        cone = [each for group in _components(row, self._proofs, ()) for each in group]
        chosen = {each: -1 for each in cone if not self._proofs[each] and self._facts[each] in allowed | {-1}}
        waiting = [each for each in cone if self._proofs[each]]
        while waiting and row not in chosen:
            found = {each: place for each in waiting if (place := self._first(each, chosen)) >= 0}
            if not found:
                break
            chosen |= found
            waiting = [each for each in waiting if each not in found]
        if row not in chosen:
            raise ValueError(f"row {row} does not follow from the facts {sorted(allowed)}")
        needed = {row}
        for each in reversed(chosen):
            if each in needed and chosen[each] >= 0:
                needed.update(self._proofs[each][chosen[each]].premises)
        return {each: place for each, place in chosen.items() if each in needed}

    def _first(self, row: int, chosen: dict[int, int]) -> int:
        proofs = self._proofs[row]
        known = (place for place, proof in enumerate(proofs) if all(each in chosen for each in proof.premises))
        return next(known, -1)

    def _solve_below(self, row: int) -> None:
        """Rows are numbered as they are derived: those that rest on lower ones only need no search for rings."""
        waiting = [row]
        while waiting:
            each = waiting[-1]
            premises = {row for proof in self._proofs[each] for row in proof.premises if row not in self._known}
            if not premises:
                waiting.pop()
                if each not in self._known:
                    self._solve([each])
            elif max(premises) < each:
                waiting += premises
            else:
                waiting.pop()
                for group in _components(each, self._proofs, self._known):
                    self._solve(group)

    def _solve(self, group: Sequence[int]) -> None:
        self._deadline.check()
        if len(group) == 1 and not self._proofs[group[0]]:
            fact = self._facts[group[0]]
            self._known[group[0]] = (1 << (self._top - fact) if fact >= 0 else 0,)
            return
        if len(group) == 1 and len(self._proofs[group[0]]) == 1 and group[0] not in self._proofs[group[0]][0].premises:
            self._known[group[0]] = self._joined(self._proofs[group[0]][0].premises, sys.maxsize)
            return
        users: dict[int, set[int]] = {row: set() for row in group}
        for row in group:
            self._known[row] = self._with(row, (), lambda premises: users.keys().isdisjoint(premises))
            for premise in {each for proof in self._proofs[row] for each in proof.premises} & users.keys():
                users[premise].add(row)
        changed = set(group)
        # A derivation that goes through a row twice is no shorter for it, so none is deeper than the group is large.
        for _ in range(len(group)):
            self._deadline.check()
            stale = sorted({user for row in changed for user in users[row]})
            found = {row: self._with(row, self._known[row], changed.intersection) for row in stale}
            changed = {row for row in stale if found[row] != self._known[row]}
            self._known |= found
            if not changed:
                return

    def _with(self, row: int, masks: _Masks, chosen: Callable[[tuple[int, ...]], object]) -> _Masks:
        """These sets of a row, and those that its proofs give whose premises are chosen."""
        for proof in self._proofs[row]:
            if chosen(proof.premises):
                masks = _smallest((*masks, *self._joined(proof.premises, _worst(masks))))
        return masks

    def _joined(self, premises: Iterable[int], worst: int) -> _Masks:
        """The sets of a proof, those left out that are larger than the worst of the sets that are kept anyway."""
        joined: _Masks = (0,)
        for premise in dict.fromkeys(premises):
            masks = self._known[premise]
            if len(joined) == len(masks) == 1:
                joined = (joined[0] | masks[0],)
            else:
                unions = {left | right for left in joined for right in masks}
                joined = _smallest(union for union in unions if union.bit_count() <= worst)
        return joined

    def _read(self, mask: int) -> tuple[int, ...]:
        facts = []
        while mask:
            bit = mask.bit_length() - 1
            facts.append(self._top - bit)
            mask ^= 1 << bit
        return tuple(facts)


def _smallest(masks: Iterable[int]) -> _Masks:
    """The minimal ones of some sets, the smallest first, up to the limit."""
    kept: list[int] = []
    for mask in sorted(set(masks), key=lambda mask: (mask.bit_count(), -mask)):
        for smaller in kept:
            if smaller & mask == smaller:
                break
        else:
            kept.append(mask)
            if len(kept) == LIMIT:
                break
    return tuple(kept)


def _worst(masks: _Masks) -> int:
    """The size that a further set must not exceed to be among the smallest."""
    return masks[-1].bit_count() if len(masks) == LIMIT else sys.maxsize


def _components(row: int, proofs: _Proofs, done: Container[int]) -> Iterator[list[int]]:
    """The rows that `row` rests on and that are not done, in groups that prove each other, premises first (Tarjan)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    open_rows: list[int] = []
    is_open: set[int] = set()
    path: list[tuple[int, Iterator[int]]] = []

    def enter(each: int) -> None:
        index[each] = low[each] = len(index)
        open_rows.append(each)
        is_open.add(each)
        path.append((each, iter(sorted({premise for proof in proofs[each] for premise in proof.premises}))))

    enter(row)
    while path:
        each, premises = path[-1]
        for premise in premises:
            if premise not in index and premise not in done:
                enter(premise)
                break
            if premise in is_open:
                low[each] = min(low[each], index[premise])
        else:
            path.pop()
            if path:
                low[path[-1][0]] = min(low[path[-1][0]], low[each])
            if low[each] == index[each]:
                group = [open_rows.pop()]
                while group[-1] != each:
                    group.append(open_rows.pop())
                is_open.difference_update(group)
                yield sorted(group)
