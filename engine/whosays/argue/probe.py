"""Asking the matcher: are there facts for some clauses of a rule, taken together? The rows of a judged case answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from whosays.assessment.gather import Gathered
from whosays.conclude import Derivation, Ground, conclude
from whosays.conclude.reader import Cells
from whosays.deadline import NO_DEADLINE, Deadline
from whosays.match.choose import Matchers
from whosays.match.matcher import MatcherFailedError
from whosays.rules.body import Body, product
from whosays.rules.emit import Emitter
from whosays.rules.program import Atom, Origin, Program, Var
from whosays.rules.strata import NegationCycle, stratify

AIM = "why-not/aim"


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Clauses that must hold together, each as its alternatives; the answers are values of `variables`."""

    clauses: Sequence[Sequence[Body]]
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """For each question its rows, sorted; how each follows is in the derivation, whose rows are the case's own."""

    rows: tuple[tuple[Cells, ...], ...]
    derivation: Derivation


@dataclass(slots=True, eq=False)
class Probe:
    """Puts questions to the rows of a judged case, by the matcher and the rounds that judged it."""

    gathered: Gathered
    matchers: Matchers
    deadline: Deadline = NO_DEADLINE
    aims: list[int] = field(default_factory=list)

    def aim(self, number: int, term: Var) -> Atom:
        """An atom that holds for this integer only."""
        if number not in self.aims:
            self.aims.append(number)
        return Atom(f"{AIM}{self.aims.index(number)}", (("#fact", term),))

    def ask(self, questions: Sequence[Question]) -> Answers:
        """The answers to questions, all in one run of the matcher."""
        base = self.gathered.derivation
        emitter = Emitter()
        for index, question in enumerate(questions):
            name = f"why-not/{index}"
            emitter.relations[name] = question.variables
            head = Atom(name, tuple((each, Var(each)) for each in question.variables))
            emitter.emit(name, head, product(*question.clauses), Origin("why-not"))
        strata = stratify(emitter.rules, emitter.counts)
        assert not isinstance(strata, NegationCycle)  # no question reads another
        aims = {f"{AIM}{place}": ("#fact",) for place in range(len(self.aims))}
        derived = frozenset(rule.head.relation for rule in emitter.rules) | {each.head for each in emitter.counts}
        relations = {**base.program.relations, **emitter.relations, **aims}
        program = Program(relations, strata, base.program.constants, derived)
        rows = {name: tuple(row.values for row in found) for name, found in base.rows.items()}
        fact_of = {name: tuple(base.fact_of(row.number) for row in found) for name, found in base.rows.items()}
        self._fill(rows, fact_of, program)
        for place, number in enumerate(self.aims):
            rows[f"{AIM}{place}"], fact_of[f"{AIM}{place}"] = ((number,),), (-1,)
        grounded = self.gathered.grounded
        ground = Ground(rows, fact_of, grounded.test)
        derivation = self._concluded(program, ground, sum(map(len, rows.values())), grounded.largest)
        found_rows = (derivation.rows.get(f"why-not/{index}", ()) for index in range(len(questions)))
        return Answers(tuple(tuple(sorted(row.values for row in each)) for each in found_rows), derivation)

    def _fill(self, rows: dict[str, tuple[Cells, ...]], fact_of: dict[str, tuple[int, ...]], program: Program) -> None:
        """Rows that say no more than that there is such a fact, of kinds of which the rules read lists only."""
        first = self.gathered.grounded.first_fact
        for kind in {fact.kind for fact in self.gathered.case} - rows.keys():
            facts = self.gathered.case.of_kind(kind)
            unread = (None,) * (len(program.relations[kind]) - 1)
            rows[kind] = tuple((first + fact.index, *unread) for fact in facts)
            fact_of[kind] = tuple(fact.index for fact in facts)

    def _concluded(self, program: Program, ground: Ground, rows: int, largest: int) -> Derivation:
        chosen = self.matchers.choose(program, rows, largest)
        try:
            return conclude(program, ground, chosen.matcher, deadline=self.deadline)
        except MatcherFailedError as error:
            other = self.matchers.instead(chosen.matcher, error)
            return conclude(program, ground, other.matcher, deadline=self.deadline)
