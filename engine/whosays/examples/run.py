"""One example of one rule: its facts are a case of their own, and only what this rule concludes is compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from whosays.assessment.derive import derive
from whosays.deadline import SECONDS, Deadline
from whosays.examples.given import given_facts
from whosays.examples.part import part_for
from whosays.facts.case import Case
from whosays.facts.load import case_from_dict
from whosays.match.choose import Matchers
from whosays.problems import Problem, ProblemsError
from whosays.rules.compile import CompiledRulebook
from whosays.rules.grounding import ground
from whosays.rules.syntax import Example, Rule

Concluded = frozenset[tuple[str, str]]
"""Effects and the ids of what they act on, as examples write them; for `derive`, the relation."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an example expected of its rule and did not get, and what it got and did not expect."""

    rule: Rule
    example: Example
    missing: tuple[tuple[str, str], ...] = ()
    noisy: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the rule concluded exactly what was expected."""
        return not (self.missing or self.noisy or self.problems)


@dataclass(frozen=True, slots=True)
class Runner:
    """How examples are run: by which matchers, and how long one may take."""

    matchers: Matchers
    time_limit: float = SECONDS

    def conclusions(self, rulebook: CompiledRulebook, rule: str, case: Case) -> Concluded:
        """What the rule of this id concludes from a case. Raises ProblemsError where that cannot be found out."""
        grounded = ground(rulebook.program, case)
        derivation, _ = derive(rulebook.program, grounded, self.matchers, Deadline.after(self.time_limit))
        found = {
            (kind.conclusion.effect, ", ".join(sorted(grounded.fact(number).id for number in targets)))
            for kind in rulebook.findings
            if kind.rule.id == rule
            for row in derivation.rows.get(kind.relation, ())
            for targets in [_targets(rulebook.program.relations[kind.relation], kind.targets, row.values)]
        }
        derived = {
            ("derive", relation)
            for relation in rulebook.language.relations
            for row in derivation.rows.get(relation, ())
            if any(derivation.step_of(proof).origin.rule == rule for proof in derivation.proofs_of(row.number))
        }
        return frozenset(found | derived)

    def outcome(self, rulebook: CompiledRulebook, rule: Rule, example: Example) -> Outcome:
        """What comes of an example, in this rulebook or part of one. Raises ProblemsError where no matcher takes it."""
        try:
            got = self.conclusions(rulebook, rule.id, example_case(rulebook, example))
        except ProblemsError as error:
            if any(problem.code == "no-matcher" for problem in error.problems):
                raise  # the example has no fault in that
            return Outcome(rule, example, problems=error.problems)
        wanted, found = Counter(example.expect), Counter(got)
        return Outcome(rule, example, tuple(sorted(wanted - found)), tuple(sorted(found - wanted)))


def run_examples(rulebook: CompiledRulebook, matchers: Matchers | None = None) -> Iterator[Outcome]:
    """Every example of every rule, in the order of the rules."""
    runner = Runner(matchers or Matchers())
    for rule in rulebook.rulebook.rules:
        if rule.examples:
            part = part_for(rulebook, rule)
            for example in rule.examples:
                yield runner.outcome(part, rule, example)


def run_example(rulebook: CompiledRulebook, rule: Rule, example: Example, matchers: Matchers | None = None) -> Outcome:
    """One example."""
    return Runner(matchers or Matchers()).outcome(part_for(rulebook, rule), rule, example)


def example_case(rulebook: CompiledRulebook, example: Example) -> Case:
    """The facts of an example as a case. Raises ProblemsError, located at the example, where they are none."""
    facts = list(given_facts(rulebook, example))
    try:
        return case_from_dict({"case": "example", "title": example.name, "facts": facts}, kinds=rulebook.kinds)
    except ProblemsError as error:
        raise ProblemsError(replace(each, mark=example.mark) for each in error.problems) from error


def _targets(columns: tuple[str, ...], names: tuple[str, ...], values: tuple[int | None, ...]) -> tuple[int, ...]:
    found = tuple(values[columns.index(name)] for name in names)
    return tuple(number for number in found if number is not None)
