"""Judging once more, with something changed: by the same matcher, and within the same time."""

from __future__ import annotations

from whosays.assessment.assess import Assessment, assess
from whosays.facts.case import Case
from whosays.match.choose import Only
from whosays.rules.compile import CompiledRulebook


def again(assessment: Assessment, case: Case | None = None, rulebook: CompiledRulebook | None = None) -> Assessment:
    """Another case by the same rulebook, or the same case by another. Raises ProblemsError as `assess` does."""
    matcher = Only(assessment.matcher.matcher)
    seconds = assessment.gathered.derivation.deadline.seconds
    return assess(case or assessment.case, rulebook or assessment.rulebook, matcher, seconds)
