"""What stands in the way of a clause that wants something not to be there: the facts that are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from whosays.argue.clauses import Clause, ClausedRule
from whosays.argue.closest import Match
from whosays.argue.probe import Probe, Question
from whosays.conclude import Derivation
from whosays.rules.body import Body
from whosays.rules.lower_tests import CERTAINLY, POSSIBLY
from whosays.rules.program import Var
from whosays.rules.readings import settled
from whosays.rules.syntax import CountOf, NoneOf, Unless

_Sets = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Blockers:
    """Asks for one match what is there."""

    probe: Probe
    claused: ClausedRule
    match: Match

    def of(self, clause: Clause) -> _Sets:
        """The facts, as sets of their indices, by each of which a negated clause is blocked; in a fixed order."""
        part = clause.part
        if not isinstance(part, NoneOf | Unless):
            return ()
        scope = self.claused.lowering.scope
        bodies = self.claused.lowering.conditions.conditions(part.conditions, scope.inside(part.conditions), POSSIBLY)
        return self._behind(settled(bodies, scope.types))

    def counted(self, clause: Clause) -> int | None:
        """The number that a count comes to."""
        if not isinstance(clause.part, CountOf):
            return None
        where = clause.part.where
        scope = self.claused.lowering.scope
        bodies = self.claused.lowering.conditions.conditions(where, scope.inside(where), CERTAINLY)
        name = clause.part.of.variable
        rows = [rows for body in bodies for rows in self._rows(body, (name,))]
        return len(set(rows))

    def _rows(self, body: Body, variables: tuple[str, ...]) -> tuple[tuple[int | None, ...], ...]:
        return self.probe.ask([Question([(self._fixed(body),), (body,)], variables)]).rows[0]

    def _fixed(self, body: Body) -> Body:
        """The variables of the match that a body mentions, with their values."""
        roots = {name.partition(".")[0] for name in body.variables()}
        held = sorted(name for name in self.match.values if name in roots and name in self.claused.types)
        return Body(atoms=tuple(self.probe.aim(self.match.values[name], Var(name)) for name in held))

    def _behind(self, bodies: list[Body]) -> _Sets:
        questions = []
        for body in bodies:
            fixed = self._fixed(body)
            names = tuple(sorted(fixed.bound() | body.bound()))
            if names:
                questions.append(Question([(fixed,), (body,)], names))
        answers = self.probe.ask(questions)
        found: set[tuple[int, ...]] = set()
        for index in range(len(questions)):
            for row in answers.derivation.rows.get(f"why-not/{index}", ()):
                found |= {tuple(sorted(each)) for each in self._facts(answers.derivation, row.number)}
        return tuple(sorted(found, key=lambda each: (len(each), each)))

    def _facts(self, derivation: Derivation, number: int) -> list[frozenset[int]]:
        """The case facts behind a row that was asked for: through the rows of the judged case, by its own proofs."""
        fact = derivation.fact_of(number)
        if fact >= 0:
            return [frozenset({fact})]
        proofs = derivation.proofs_of(number)
        if not proofs:
            row = derivation.row(number)
            own = self._numbers().get((row.relation, row.values))
            return (
                [frozenset(each) for each in self.probe.gathered.derivation.fact_sets(own)] if own is not None else []
            )
        found = []
        for proof in proofs:
            sets: frozenset[int] = frozenset()
            for premise in proof.premises:
                below = self._facts(derivation, premise)
                sets |= below[0] if below else frozenset()
            found.append(sets)
        return found

    def _numbers(self) -> Mapping[tuple[str, tuple[int | None, ...]], int]:
        rows = self.probe.gathered.derivation.all_rows
        return {(row.relation, row.values): row.number for row in rows}
