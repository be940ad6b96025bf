"""Which facts rows follow from, for all rows at once: the sets of conclude/factsets.py, in its order.

Rows are gone through in waves, each when all that it rests on is known. Nearly all have one set or a few, and their
sets are joined, sorted and compared as columns. Rows with many, and rows that prove each other, go to FactSets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from whosays.bulk.derive import Derived
from whosays.bulk.fact_sets_of_rings import solve_apart
from whosays.bulk.proofs import Proofs, groups, ints_of, proofs_of
from whosays.bulk.smallest_sets import Sets, ragged, smallest
from whosays.conclude.factsets import LIMIT
from whosays.weigh.columns import Keyed, firsts
from whosays.weigh.network import Flags, Floats, Ints

FEW = LIMIT
"""Sets that the proofs of a row may give before it goes to FactSets: as long as nothing can be cut off."""
SMALL = 64
"""Facts that the sets of such a row may have, where it has several."""


class Known:
    """The sets of the rows that are done. Those from facts have one: the fact, or none."""

    def __init__(self, facts: Ints, rows: int) -> None:
        self.facts = facts  # of the rows from facts; -1 for none
        self.given = len(facts)
        self.first = np.full(rows - self.given, -1, dtype=np.int64)  # the first set of each derived row; -1: not done
        self.many = np.zeros(rows - self.given, dtype=np.int64)
        self._start, self._fact = Column(), Column()
        self.sets = 0

    def done(self, row: Ints) -> Flags:
        """Which of these rows are done."""
        found = row < self.given
        found[~found] = self.first[row[~found] - self.given] >= 0
        return found

    def sets_of(self, row: Ints) -> Ints:
        """How many sets rows have that are done."""
        many = np.ones(len(row), dtype=np.int64)
        derived = row >= self.given
        many[derived] = self.many[row[derived] - self.given]
        return many

    def take(self, row: Ints, sets: Sets) -> None:
        """The sets of rows, those of one row together and in order; `sets.of` are places in `row`."""
        at = self.sets
        self.many[row - self.given] = np.bincount(sets.of, minlength=len(row))
        self.first[row - self.given] = at + np.searchsorted(sets.of, np.arange(len(row)))
        self._start.take(len(self._fact) + sets.start[:-1])
        self._fact.take(sets.fact)
        self.sets += len(sets.of)

    def facts_of(self, row: Ints, choice: Ints) -> tuple[Ints, Ints]:
        """The facts of the chosen set of each row: pairs (place in `row`, fact)."""
        derived = np.flatnonzero(row >= self.given)
        given = np.flatnonzero(row < self.given)
        fact = self.facts[row[given]]
        given, fact = given[fact >= 0], fact[fact >= 0]
        place, of = self.read(self.first[row[derived] - self.given] + choice[derived])
        return np.concatenate((given, derived[place])), np.concatenate((fact, of))

    def read(self, number: Ints) -> tuple[Ints, Ints]:
        """The facts of sets by their numbers: pairs (place in `number`, fact)."""
        start, fact = self._start.values, self._fact.values
        end = np.append(start[1:], len(fact))
        place, at = ragged(start[number], (end[number] - start[number]) if len(number) else number)
        return place, fact[at]


class Column:
    """A column that grows."""

    def __init__(self) -> None:
        self._held = np.empty(1024, dtype=np.int64)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def take(self, values: Ints) -> None:
        """Add values at its end."""
        size = self._size + len(values)
        if size > len(self._held):
            grown = np.empty(max(size, 2 * len(self._held)), dtype=np.int64)
            grown[: self._size] = self._held[: self._size]
            self._held = grown
        self._held[self._size : size] = values
        self._size = size

    @property
    def values(self) -> Ints:
        """What it holds."""
        return self._held[: self._size]


def fact_sets(derived: Derived, relations: Iterable[str]) -> Known:
    """The smallest sets of facts of all rows of some relations, and of all rows that these rest on."""
    facts = np.full(derived.given, -1, dtype=np.int64)
    for relation in sorted(set(derived.program.relations) - derived.program.derived):
        if derived.sizes[relation]:
            table = derived.tables.rows(relation)
            found = derived.connection.execute(f'SELECT number, fact FROM "{table}"').fetchnumpy()
            facts[ints_of(found["number"])] = ints_of(found["fact"])
    known = Known(facts, derived.count)
    for proofs in reversed(_needed(derived, [name for name in relations if derived.sizes[name]])):
        _Group(known, proofs).solve()
    return known


def _needed(derived: Derived, relations: Collection[str]) -> list[Proofs]:
    """The proofs of all rows of some relations and of what these rest on, by groups of relations, the last first."""
    needed = np.zeros(derived.count, dtype=np.bool_)
    found = []
    for group in reversed(groups(derived.program, relations)):
        for relation in relations:
            if relation in group:
                rows = derived.connection.execute(f'SELECT number FROM "{derived.tables.rows(relation)}"').fetchnumpy()
                needed[ints_of(rows["number"])] = True
        proofs = proofs_of(derived, group, needed)
        if len(proofs.row):
            found.append(proofs)
    return found


class _Group:
    """The rows of some relations, whose other premises are done."""

    def __init__(self, known: Known, proofs: Proofs) -> None:
        self.known = known
        self.proofs = proofs
        begins = np.flatnonzero(firsts(proofs.row))
        self.row = proofs.row[begins]
        self.proof_start = np.append(begins, len(proofs.row))

    def solve(self) -> None:
        """The sets of all its rows."""
        proof = np.repeat(np.arange(len(self.proofs.row)), np.diff(self.proofs.start))
        inner = ~self.known.done(self.proofs.premise)
        of = np.repeat(np.arange(len(self.row)), np.diff(self.proof_start))[proof[inner]]
        waiting = np.bincount(of, minlength=len(self.row))
        users = Keyed.by(np.searchsorted(self.row, self.proofs.premise[inner]))
        ready = np.flatnonzero(waiting == 0)
        while len(ready):
            self._wave(ready)
            _, at = users.rows(ready)
            user, less = np.unique(of[at], return_counts=True)
            waiting[user] -= less
            ready = user[waiting[user] == 0]
        left = np.flatnonzero(waiting > 0)
        if len(left):
            solve_apart(self.known, self.proofs, self.proof_start, self.row, left)

    def _wave(self, place: Ints) -> None:
        """The sets of rows whose premises are all done."""
        row, proof = ragged(self.proof_start[place], self.proof_start[place + 1] - self.proof_start[place])
        premise_of, at = ragged(self.proofs.start[proof], self.proofs.start[proof + 1] - self.proofs.start[proof])
        premise = self.proofs.premise[at]
        many = self.known.sets_of(premise)
        ways = _products(premise_of, many.astype(np.float64), len(proof))
        too_many = np.bincount(row, weights=ways, minlength=len(place)) > FEW
        if too_many.any():
            solve_apart(self.known, self.proofs, self.proof_start, self.row, place[too_many])
            self._wave(place[~too_many])
            return
        sets, large = smallest(len(place), *self._joined(row, ways.astype(np.int64), premise_of, premise, many), SMALL)
        if len(large):
            solve_apart(self.known, self.proofs, self.proof_start, self.row, place[large])
            kept = np.ones(len(place), dtype=np.bool_)
            kept[large] = False
            self._wave(place[kept])
            return
        self.known.take(self.row[place], sets)

    def _joined(self, row: Ints, ways: Ints, premise_of: Ints, premise: Ints, many: Ints) -> tuple[Ints, Ints, Ints]:
        """Every way to choose a set of each premise of each proof: the row of each way; its facts as pairs."""
        of_proof, _ = ragged(np.zeros(len(ways), dtype=np.int64), ways)
        way_start = np.cumsum(ways) - ways
        if len(of_proof) == len(ways):
            way, chosen, choice = premise_of, premise, np.zeros(len(premise), dtype=np.int64)
        else:
            # The premises of a proof count as digits do: the stride of each is the product of those before it.
            begins = firsts(premise_of)
            before = np.where(begins, 0.0, np.log(np.concatenate(([1], many[:-1]))))
            total = np.cumsum(before)
            stride = np.rint(np.exp(total - np.maximum.accumulate(np.where(begins, total, 0.0)))).astype(np.int64)
            at, digit = ragged(np.zeros(len(premise), dtype=np.int64), ways[premise_of])
            way, chosen = way_start[premise_of[at]] + digit, premise[at]
            choice = digit // stride[at] % many[at]
        pair, fact = self.known.facts_of(chosen, choice)
        return row[of_proof], way[pair], fact


def _products(index: Ints, factors: Floats, size: int) -> Floats:
    """Product of the factors of each index, which is sorted; 1 where there is none."""
    out = np.ones(size)
    if len(index):
        start = np.flatnonzero(firsts(index))
        out[index[start]] = np.multiply.reduceat(factors, start)
    return out
