"""The fact sets of rows that prove each other, or have many: by FactSets, for each knot of such rows apart.

A Python loop over these rows only. Facts are numbered anew in each knot, so that its sets stay small integers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from whosays.bulk.proofs import Proofs
from whosays.bulk.smallest_sets import Sets, ragged
from whosays.conclude.factsets import FactSets, Proof
from whosays.weigh.columns import components, firsts
from whosays.weigh.network import Flags, Ints


class Solved(Protocol):
    """The sets of rows that are done."""

    first: Ints
    given: int
    facts: Ints

    def done(self, row: Ints) -> Flags:
        """Which of these rows are done."""

    def sets_of(self, row: Ints) -> Ints:
        """How many sets they have."""

    def read(self, number: Ints) -> tuple[Ints, Ints]:
        """The facts of sets by their numbers: pairs (place in `number`, fact)."""

    def take(self, row: Ints, sets: Sets) -> None:
        """The sets of rows."""


def solve_apart(known: Solved, proofs: Proofs, proof_start: Ints, row: Ints, places: Ints) -> None:
    """The sets of rows, given by their places in `row`; what else they rest on must be done."""
    order = np.sort(places)
    local, proof = ragged(proof_start[order], proof_start[order + 1] - proof_start[order])
    of, at = ragged(proofs.start[proof], proofs.start[proof + 1] - proofs.start[proof])
    numbers = row[order]
    place = np.minimum(np.searchsorted(numbers, proofs.premise[at]), len(numbers) - 1)
    inner = numbers[place] == proofs.premise[at]
    label = components(len(order), local[of[inner]], place[inner])
    by_label = np.argsort(label, kind="stable")
    found: dict[int, Sequence[Sequence[int]]] = {}
    starts = np.flatnonzero(firsts(label[by_label]))
    for knot in np.split(by_label, starts[1:]):
        found.update(_Knot(known, proofs, proof_start, row, order[knot].tolist()).sets())
    ordered = [found[number] for number in numbers.tolist()]
    sizes = [len(each) for sets in ordered for each in sets]
    known.take(
        numbers,
        Sets(
            np.repeat(np.arange(len(ordered)), [len(sets) for sets in ordered]),
            np.concatenate(([0], np.cumsum(np.array(sizes, dtype=np.int64)))),
            np.array([fact for sets in ordered for each in sets for fact in each], dtype=np.int64),
        ),
    )


class _Knot:
    """A few rows and what they rest on, numbered anew: facts, then rows that are done, then the rows to be solved."""

    def __init__(self, known: Solved, proofs: Proofs, proof_start: Ints, row: Ints, places: list[int]) -> None:
        self.known = known
        self.rows = row[np.array(places, dtype=np.int64)].tolist()
        spans = [range(int(proof_start[place]), int(proof_start[place + 1])) for place in places]
        self.proofs = [
            [proofs.premise[proofs.start[proof] : proofs.start[proof + 1]].tolist() for proof in span] for span in spans
        ]

    def sets(self) -> dict[int, Sequence[Sequence[int]]]:
        """The sets of each of its rows."""
        own = set(self.rows)
        outer = sorted({each for some in self.proofs for proof in some for each in proof} - own)
        done = self._outer_sets(outer)
        facts = sorted({fact for sets in done for each in sets for fact in each})
        place = {fact: index for index, fact in enumerate(facts)}
        local_proofs: list[tuple[Proof, ...]] = [() for _ in facts]
        local_proofs += [tuple(Proof(0, 0, tuple(place[fact] for fact in each)) for each in sets) for sets in done]
        number = {each: len(facts) + index for index, each in enumerate((*outer, *self.rows))}
        local_proofs += [
            tuple(Proof(0, 0, tuple(number[each] for each in proof)) for proof in some) for some in self.proofs
        ]
        # A row without proofs is one of a fact: those that follow from nothing have one proof without premises.
        fact_of = [*range(len(facts)), *(-1 for _ in range(len(local_proofs) - len(facts)))]
        solved = FactSets(local_proofs, fact_of)
        return {row: [[facts[fact] for fact in each] for each in solved.of(number[row])] for row in self.rows}

    def _outer_sets(self, outer: list[int]) -> list[list[list[int]]]:
        rows = np.array(outer, dtype=np.int64)
        given = rows < self.known.given
        fact = self.known.facts[rows[given]].tolist()
        found = [[[each] if each >= 0 else []] for each in fact]  # rows from facts have the lower numbers
        derived = rows[~given]
        many = self.known.sets_of(derived)
        of, number = ragged(self.known.first[derived - self.known.given], many)
        pair, facts = self.known.read(number)
        sets: list[list[int]] = [[] for _ in range(len(number))]
        for place, each in zip(pair.tolist(), facts.tolist(), strict=True):
            sets[place].append(each)
        own: list[list[list[int]]] = [[] for _ in range(len(derived))]
        for place, each in zip(of.tolist(), sets, strict=True):
            own[place].append(each)
        return found + own
