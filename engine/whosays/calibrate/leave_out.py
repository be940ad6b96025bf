"""What each rule, and each case, does to the scores: they are taken out one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from whosays.assessment.assess import Assessment, assess
from whosays.calibrate.forecasts import Forecast, SettledCase, forecasts
from whosays.calibrate.scores import Scores, score
from whosays.match.choose import Matchers
from whosays.rules.compile import CompiledRulebook


@dataclass(frozen=True, slots=True)
class WithoutRule:
    """The scores without a rule; `gain` is what the rule takes off the Brier score, negative where it does harm.

    `cases` are the cases in which the rule derives anything.
    """

    rule: str
    scores: Scores
    gain: float
    cases: tuple[str, ...]


def without_each_rule(
    cases: Sequence[SettledCase],
    rulebook: CompiledRulebook,
    without: Callable[[str], CompiledRulebook],
    matchers: Matchers | None = None,
) -> tuple[WithoutRule, ...]:
    """The scores with one rule left out after another, the most useful rule first.

    `without` gives the rulebook without a rule. Rules that fire in no case are not among them.
    """
    matchers = matchers or Matchers()
    fired = {each.name: _rules_that_fire(assess(each.case, rulebook, matchers)) for each in cases}
    whole = [pair.engine for pair in forecasts(cases, rulebook, matchers)]
    before, found = score(whole).brier, []
    for rule in (rule.id for rule in rulebook.judging):
        touched = [each for each in cases if rule in fired[each.name]]
        if touched:
            again = [pair.engine for pair in forecasts(touched, without(rule), matchers)]
            names = tuple(each.name for each in touched)
            scores = score([*(each for each in whole if each.case not in names), *again])
            found.append(WithoutRule(rule, scores, scores.brier - before, names))
    return tuple(sorted(found, key=lambda each: (-round(each.gain, 9), each.rule)))


def _rules_that_fire(assessment: Assessment) -> frozenset[str]:
    """The rules that conclude anything, be it a finding or a row of a relation."""
    gathered = assessment.gathered
    derivation = gathered.derivation
    derived = (
        derivation.step_of(proof).origin.rule
        for relation in assessment.rulebook.language.relations
        for row in derivation.rows.get(relation, ())
        for proof in derivation.proofs_of(row.number)
    )
    return frozenset(finding.kind.rule.id for finding in gathered.findings).union(derived)


def without_each_case(forecasts: Sequence[Forecast]) -> tuple[tuple[str, Scores], ...]:
    """The scores with one case left out after another, in the order of the cases."""
    names = dict.fromkeys(each.case for each in forecasts)
    return tuple((name, score([each for each in forecasts if each.case != name])) for name in names)


def by_case(forecasts: Sequence[Forecast]) -> tuple[tuple[str, Scores], ...]:
    """The scores of each case by itself, in the order of the cases."""
    names = dict.fromkeys(each.case for each in forecasts)
    return tuple((name, score([each for each in forecasts if each.case == name])) for name in names)
