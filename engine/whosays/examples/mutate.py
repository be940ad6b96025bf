"""Mutation: a clause of a rule is changed, and its examples run again. If none fails, none needs the clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from whosays.examples.clauses import Mutant, mutants
from whosays.examples.part import part_with
from whosays.examples.run import Runner, example_case
from whosays.facts.case import Case
from whosays.problems import Mark, ProblemsError
from whosays.rules.compile import CompiledRulebook
from whosays.rules.syntax import Example, Rule


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a rule, how many changes of it load, and those that no example of the rule noticed."""

    rule: str
    name: str
    mark: Mark
    made: int
    unnoticed: tuple[str, ...]

    @property
    def survives(self) -> bool:
        """Whether it could be changed without any example failing."""
        return bool(self.unnoticed)


def mutate(rulebook: CompiledRulebook, rules: Iterable[Rule], runner: Runner) -> Iterator[tuple[Clause, ...]]:
    """The clauses of each of these rules, in the order written. All examples of the rules must pass.

    A change after which the rule does not load is not made; a clause with no change that loads is left out.
    """
    for rule in rules:
        cases = [(example, example_case(rulebook, example)) for example in rule.examples]
        changes: dict[str, list[tuple[Mutant, bool]]] = {}
        for mutant in mutants(rule):
            part = part_with(rulebook, mutant.rule)
            if part is not None:
                changes.setdefault(mutant.clause, []).append((mutant, _noticed(part, rule.id, cases, runner)))
        yield tuple(
            Clause(
                rule.id,
                name,
                made[0][0].mark,
                len(made),
                tuple(mutant.change for mutant, noticed in made if not noticed),
            )
            for name, made in changes.items()
        )


def _noticed(part: CompiledRulebook, rule: str, cases: Sequence[tuple[Example, Case]], runner: Runner) -> bool:
    return any(not _as_expected(part, rule, example, case, runner) for example, case in cases)


def _as_expected(part: CompiledRulebook, rule: str, example: Example, case: Case, runner: Runner) -> bool:
    try:
        return sorted(runner.conclusions(part, rule, case)) == sorted(example.expect)
    except ProblemsError:
        return False  # it cannot even be judged any more
