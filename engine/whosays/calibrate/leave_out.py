"""What each rule, and each case, does to the scores: they are taken out one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whosays.assessment.assess import Assessment
from whosays.calibrate.forecasts import Forecast, SettledCase, forecasts
from whosays.calibrate.scores import Scores, score
from whosays.match.choose import Matchers
from whosays.problems import Mark, ProblemsError
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import with_changes
from whosays.rules.syntax import Adjustment


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
    judged: Sequence[tuple[SettledCase, Assessment]], whole: Sequence[Forecast], matchers: Matchers
) -> tuple[WithoutRule, ...]:
    """The scores with one rule left out after another, the most useful rule first.

    `judged` are the cases as the whole rulebook judges them, `whole` its forecasts. Rules that fire in no case are not
    among them.
    """
    if not judged:
        return ()
    rulebook = judged[0][1].rulebook
    fired = {case.name: _rules_that_fire(assessment) for case, assessment in judged}
    before, found = score(whole).brier, []
    for rule in (rule.id for rule in rulebook.judging):
        touched = [case for case, _ in judged if rule in fired[case.name]]
        if touched:
            again = [pair.engine for pair in forecasts(touched, without_rule(rulebook, rule), matchers)]
            names = tuple(each.name for each in touched)
            scores = score([*(each for each in whole if each.case not in names), *again])
            found.append(WithoutRule(rule, scores, scores.brier - before, names))
    return tuple(sorted(found, key=lambda each: (-round(each.gain, 9), each.rule)))


def without_rule(rulebook: CompiledRulebook, rule: str) -> CompiledRulebook:
    """The rulebook with one of its rules disabled. Raises ProblemsError where it cannot do without it."""
    changed, problems = with_changes(rulebook, [Adjustment(rule, disabled="left out", mark=Mark("calibrate"))])
    if changed is None:
        raise ProblemsError(problems)
    return changed


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
