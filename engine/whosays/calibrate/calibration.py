"""A calibration: a rulebook's verdicts on settled cases against what became of the claims, and the naive count's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whosays.assessment.assess import Assessment
from whosays.calibrate.forecasts import Pair, SettledCase, pair
from whosays.calibrate.lean import Lean, leans
from whosays.calibrate.leave_out import WithoutRule, by_case, without_each_case, without_each_rule
from whosays.calibrate.scores import Band, Scores, bands, score
from whosays.explain.report import report_on
from whosays.match.choose import Matchers
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import load_rulebook


@dataclass(frozen=True, slots=True)
class Calibration:
    """Forecasts with their scores. `leans` runs parallel to `pairs`; `rules` is empty where it was not asked for."""

    rulebook: CompiledRulebook
    pairs: tuple[Pair, ...]
    leans: tuple[Lean | None, ...]
    engine: Scores
    naive: Scores
    bands: tuple[Band, ...]
    cases: tuple[tuple[str, Scores], ...]
    without_case: tuple[tuple[str, Scores], ...]
    rules: tuple[WithoutRule, ...] = ()


def calibrate(
    cases: Sequence[SettledCase], name: str = "standard", *, rules: bool = False, matchers: Matchers | None = None
) -> Calibration:
    """Judge settled cases by a rulebook, named as for load_rulebook; with `rules`, again without each rule that fires.

    Raises ProblemsError where the rulebook is wrong or a case cannot be judged.
    """
    rulebook, matchers = load_rulebook(name), matchers or Matchers()
    pairs: list[Pair] = []
    leaning: list[Lean | None] = []
    judged: list[tuple[SettledCase, Assessment]] = []
    for each in cases:
        report = report_on(each.case, rulebook, matchers)
        judged.append((each, report.assessment))
        lean = {found.claim: found for found in leans(report)}
        pairs += [pair(each.name, outcome, report.by_claim[outcome.claim]) for outcome in each.outcomes]
        leaning += [lean.get(outcome.claim) for outcome in each.outcomes]
    ours = [each.engine for each in pairs]
    return Calibration(
        rulebook,
        tuple(pairs),
        tuple(leaning),
        score(ours),
        score([each.naive for each in pairs]),
        bands(ours),
        by_case(ours),
        without_each_case(ours),
        without_each_rule(judged, ours, matchers) if rules else (),
    )
