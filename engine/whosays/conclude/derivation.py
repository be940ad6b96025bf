"""What a program derives from a case: rows, and for each of them how it was derived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from whosays.conclude.factsets import FactSets, Proof
from whosays.deadline import NO_DEADLINE, Deadline
from whosays.match.matcher import Row
from whosays.rules.program import Count, FlatRule, Program


@dataclass(frozen=True, slots=True, eq=False)
class ProofTree:
    """A row, the proof chosen for it (None for a row of the case) and the trees of its premises, in order.

    A row that is needed twice is the same object twice, so that a tree takes no more room than its rows.
    """

    row: Row
    fact: int
    proof: Proof | None
    premises: tuple[ProofTree, ...]


@dataclass(frozen=True, eq=False)
class Derivation:
    """All rows of a run, those of the case included. The number of a row is its place in `all_rows`."""

    program: Program
    all_rows: Sequence[Row]
    rows: Mapping[str, tuple[Row, ...]]
    proofs: Sequence[tuple[Proof, ...]]
    facts: Sequence[int]
    rounds: Sequence[int]
    deadline: Deadline = NO_DEADLINE
    _fact_sets: FactSets = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_fact_sets", FactSets(self.proofs, self.facts, self.deadline))

    def row(self, number: int) -> Row:
        """The row of that number."""
        return self.all_rows[number]

    def fact_of(self, number: int) -> int:
        """The index of the case fact that the row states; -1 where it is derived, or comes from no fact."""
        return self.facts[number]

    def round_of(self, number: int) -> int:
        """The round in which the row was first derived; 0 for a row of the case. Rounds are counted over all strata."""
        return self.rounds[number]

    def proofs_of(self, number: int) -> tuple[Proof, ...]:
        """All proofs of one step that the row has, in order; none for a row of the case. They may go in circles."""
        return self.proofs[number]

    def step_of(self, proof: Proof) -> FlatRule | Count:
        """The rule or the count that a proof applies."""
        stratum = self.program.strata[proof.stratum]
        rules = len(stratum.rules)
        return stratum.rules[proof.step] if proof.step < rules else stratum.counts[proof.step - rules]

    def fact_sets(self, number: int) -> tuple[tuple[int, ...], ...]:
        """The smallest sets of case facts that the row follows from: none contains another, the canonical one first.

        Sorted by size, then by facts; 64 at most, see factsets.LIMIT. They are computed when asked for, and kept.
        """
        return self._fact_sets.of(number)

    def tree(self, number: int, facts: Sequence[int] | None = None) -> ProofTree:
        """How the row follows from these facts (from its canonical fact set, if none are named), as low as can be.

        Raises ValueError where it does not follow from them.
        """
        if facts is None:
            facts = self.fact_sets(number)[0]
        chosen = self._fact_sets.chosen_proofs(number, facts)
        trees: dict[int, ProofTree] = {}
        for each, place in chosen.items():  # premises come before what they prove
            proof = self.proofs[each][place] if place >= 0 else None
            premises = tuple(trees[premise] for premise in proof.premises) if proof else ()
            trees[each] = ProofTree(self.all_rows[each], self.facts[each], proof, premises)
        return trees[number]
