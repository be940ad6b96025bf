"""What would turn a verdict: what it needs, what to find out, how near its sizes are to another word."""

from __future__ import annotations

from dataclasses import dataclass

from whosays.argue.advice import Advice, advice
from whosays.argue.radius import Radius, radii
from whosays.argue.rejudge import Rejudge
from whosays.argue.removals import Removals, removals
from whosays.argue.worlds import Outcome, Worlds
from whosays.assessment.assess import Assessment
from whosays.deadline import SECONDS, Deadline
from whosays.match.choose import Matchers
from whosays.problems import Mark, Problem, ProblemsError, suggest

RUNS = 14
"""Times the engine judges the case again, half for each of removals and advice, unless more are asked for."""


@dataclass(frozen=True, slots=True)
class Flip:
    """What would turn the verdict on a claim, whose outcome is `now`."""

    claim: str
    now: Outcome
    removals: Removals
    advice: Advice
    radii: tuple[Radius, ...]
    runs: int


def flip(
    assessment: Assessment,
    claim: str,
    matchers: Matchers | None = None,
    runs: int = RUNS,
    time_limit: float = SECONDS,
) -> Flip:
    """What would turn the verdict on a claim. Raises ProblemsError where the case has no such claim."""
    claims = [fact.id for fact in assessment.gathered.claims]
    if claim not in claims:
        hint = suggest(claim, claims, "claims")
        raise ProblemsError([Problem("unknown-claim", f'the case has no claim "{claim}"', Mark("claim"), hint=hint)])
    worlds = Worlds(assessment.gathered, claims.index(claim))
    now = Outcome(
        int(assessment.weighed.verdicts.word[worlds.claim]),
        round(float(assessment.weighed.opinions.probability[worlds.claim]), 12),
    )
    matchers, deadline = matchers or Matchers(), Deadline.after(time_limit)
    taking = Rejudge(assessment, claim, matchers, deadline, runs // 2)
    found = removals(worlds, taking, now)
    asking = Rejudge(assessment, claim, matchers, deadline, runs - runs // 2)
    return Flip(claim, now, found, advice(worlds, asking, now), radii(worlds, now), runs)
