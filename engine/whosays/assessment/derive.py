"""The first half of the pipeline: a grounded case in, what the rules derive from it out."""

from __future__ import annotations

from whosays.conclude import Derivation, Ground, conclude
from whosays.deadline import Deadline
from whosays.match.choose import Chosen, Matchers
from whosays.match.matcher import MatcherFailedError
from whosays.rules.grounding import GroundedCase
from whosays.rules.program import Program


def derive(
    program: Program, grounded: GroundedCase, matchers: Matchers, deadline: Deadline
) -> tuple[Derivation, Chosen]:
    """What the rules derive; by another matcher, where one fails that should not have."""
    rows = Ground(grounded.rows, grounded.fact_of, grounded.test)
    chosen = matchers.choose(program, grounded.row_count, grounded.largest)
    try:
        return conclude(program, rows, chosen.matcher, deadline=deadline), chosen
    except MatcherFailedError as error:
        chosen = matchers.instead(chosen.matcher, error)
        return conclude(program, rows, chosen.matcher, deadline=deadline), chosen
