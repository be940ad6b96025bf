"""One example of one rule: its facts are a case of their own, and only what this rule concludes is compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from whosays.assessment.assess import assess
from whosays.examples.given import given_facts
from whosays.facts.load import case_from_dict
from whosays.match.choose import Matchers
from whosays.problems import Problem, ProblemsError
from whosays.rules.compile import CompiledRulebook
from whosays.rules.syntax import Example, Rule


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


def run_examples(rulebook: CompiledRulebook, matchers: Matchers | None = None) -> Iterator[Outcome]:
    """Every example of every rule, in the order of the rules."""
    for rule in rulebook.rulebook.rules:
        for example in rule.examples:
            yield run_example(rulebook, rule, example, matchers)


def run_example(rulebook: CompiledRulebook, rule: Rule, example: Example, matchers: Matchers | None = None) -> Outcome:
    """One example."""
    facts = list(given_facts(rulebook, example))
    try:
        case = case_from_dict({"case": "example", "title": example.name, "facts": facts}, kinds=rulebook.kinds)
    except ProblemsError as error:
        return Outcome(rule, example, problems=error.problems)
    gathered = assess(case, rulebook, matchers).gathered
    grounded, derivation = gathered.grounded, gathered.derivation
    found = {
        (each.kind.conclusion.effect, ", ".join(sorted(grounded.fact(target).id for target in each.targets)))
        for each in gathered.findings
        if each.kind.rule.id == rule.id
    }
    derived = {
        ("derive", relation)
        for relation in rulebook.language.relations
        for row in derivation.rows.get(relation, ())
        if any(derivation.step_of(proof).origin.rule == rule.id for proof in derivation.proofs_of(row.number))
    }
    wanted, got = Counter(example.expect), Counter(found | derived)
    return Outcome(rule, example, tuple(sorted(wanted - got)), tuple(sorted(got - wanted)))
