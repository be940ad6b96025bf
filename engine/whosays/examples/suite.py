"""What `whosays test` finds out about a rulebook: its examples and, where asked for, their coverage and mutation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from whosays.examples.coverage import Covered, coverage
from whosays.examples.mutate import Clause, mutate
from whosays.examples.part import part_for
from whosays.examples.run import Outcome, Runner
from whosays.examples.stopped import Stop, stopped_at
from whosays.examples.survivors import Accepted, stale
from whosays.problems import Problem
from whosays.rules.compile import CompiledRulebook
from whosays.rules.syntax import Rule


@dataclass(frozen=True, slots=True)
class Mutation:
    """What became of every clause that was changed, and which survivors are accepted."""

    clauses: tuple[Clause, ...]
    accepted: tuple[Accepted, ...] = ()
    stale: tuple[Problem, ...] = ()

    @property
    def survivors(self) -> tuple[Clause, ...]:
        """The clauses that no example needs, without those that are accepted."""
        return tuple(clause for clause in self.clauses if clause.survives and clause not in dict(self.excused))

    @property
    def excused(self) -> tuple[tuple[Clause, Accepted], ...]:
        """The clauses that no example needs and that are accepted."""
        by_name = {(each.rule, each.clause): each for each in self.accepted}
        return tuple(
            (clause, by_name[clause.rule, clause.name])
            for clause in self.clauses
            if clause.survives and (clause.rule, clause.name) in by_name
        )

    @property
    def share(self) -> float:
        """The share of survivors among the clauses, from 0 to 1; the accepted ones do not count as survivors."""
        return len(self.survivors) / len(self.clauses) if self.clauses else 0.0


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that failed and, where it expected more, where the rule stopped."""

    outcome: Outcome
    stop: Stop | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """A rulebook that was tested. `name` is how the user called it.

    `changed` are examples of rules that it extends, which come out otherwise under it than they say.
    """

    name: str
    rulebook: CompiledRulebook
    rules: tuple[Rule, ...]
    outcomes: tuple[Outcome, ...]
    failures: tuple[Failure, ...]
    extended: int
    changed: tuple[Failure, ...]
    warnings: tuple[Problem, ...]
    coverage: tuple[Covered, ...] | None = None
    mutation: Mutation | None = None

    @property
    def passed(self) -> bool:
        """Whether every example of the rulebook's own rules passes."""
        return not self.failures


def run_suite(name: str, rulebook: CompiledRulebook, runner: Runner, only: Collection[str] = ()) -> Suite:
    """Run the examples of a rulebook: those of its own rules, and those of the rules that it extends.

    With `only`, of the rules of these ids, wherever they come from.
    """
    own = rulebook.rulebook.own_rules
    rules = tuple(rule for rule in rulebook.judging if (rule.id in only if only else rule.id in own))
    others = () if only else tuple(rule for rule in rulebook.judging if rule.id not in own)
    outcomes, extended = tuple(_outcomes(rulebook, rules, runner)), tuple(_outcomes(rulebook, others, runner))
    return Suite(
        name,
        rulebook,
        rules,
        outcomes,
        _failures(rulebook, outcomes, runner),
        len(extended),
        _failures(rulebook, extended, runner),
        tuple(_warnings(rules)),
    )


def with_coverage(suite: Suite, runner: Runner) -> Suite:
    """The suite, with what its examples exercise."""
    return replace(suite, coverage=tuple(coverage(suite.rulebook, suite.rules, runner)))


def with_mutation(
    suite: Suite, runner: Runner, accepted: Sequence[Accepted] = (), told: Callable[[int, int], None] | None = None
) -> Suite:
    """The suite, with what became of each clause; `told` hears after each rule how many of how many are done.

    Rules with a failing example are left out: where an example fails anyway, it does not notice anything.
    """
    failing = {each.outcome.rule.id for each in suite.failures}
    rules = tuple(rule for rule in suite.rules if rule.id not in failing)
    clauses: list[Clause] = []
    for done, found in enumerate(mutate(suite.rulebook, rules, runner), 1):
        clauses += found
        if told is not None:
            told(done, len(rules))
    known = {rule.id for rule in suite.rulebook.judging}
    return replace(suite, mutation=Mutation(tuple(clauses), tuple(accepted), stale(accepted, clauses, known)))


def _outcomes(rulebook: CompiledRulebook, rules: Iterable[Rule], runner: Runner) -> Iterator[Outcome]:
    for rule in rules:
        part = part_for(rulebook, rule)
        for example in rule.examples:
            yield runner.outcome(part, rule, example)


def _failures(rulebook: CompiledRulebook, outcomes: Iterable[Outcome], runner: Runner) -> tuple[Failure, ...]:
    return tuple(
        Failure(each, stopped_at(rulebook, each.rule, each.example, runner) if each.missing else None)
        for each in outcomes
        if not each.passed
    )


def _warnings(rules: Iterable[Rule]) -> Iterator[Problem]:
    for rule in rules:
        if not any(example.expect for example in rule.examples):
            message = f'no example makes "{rule.id}" fire'
            hint = "add one with the facts that it is about, and expect what it should conclude"
            yield Problem("never-fires", message, rule.mark, hint=hint, severity="warning")
        if not any(not example.expect for example in rule.examples):
            message = f'no example shows where "{rule.id}" stays silent'
            hint = "add one that nearly fires, with expect: []"
            yield Problem("never-silent", message, rule.mark, hint=hint, severity="warning")
