"""The whole pipeline on one page: facts and rules in, weighed claims out."""

from __future__ import annotations

from dataclasses import dataclass

from whosays.assessment.derive import derive
from whosays.assessment.gather import Gathered, gather
from whosays.deadline import SECONDS, Deadline
from whosays.facts.case import Case
from whosays.match.choose import Chosen, Matchers
from whosays.rules.compile import CompiledRulebook
from whosays.rules.grounding import ground
from whosays.weigh.weigh import weigh
from whosays.weigh.weighed import Weighed


@dataclass(frozen=True, eq=False)
class Assessment:
    """What a rulebook makes of a case: everything gathered, how it was weighed, and which matcher joined the facts."""

    gathered: Gathered
    weighed: Weighed
    matcher: Chosen

    @property
    def case(self) -> Case:
        """The case that was judged."""
        return self.gathered.case

    @property
    def rulebook(self) -> CompiledRulebook:
        """The rulebook it was judged by."""
        return self.gathered.rulebook


def assess(
    case: Case, rulebook: CompiledRulebook, matchers: Matchers | None = None, time_limit: float = SECONDS
) -> Assessment:
    """Judge every claim of a case within so many seconds; 0 is no limit.

    Raises ProblemsError where no matcher can take it, or it takes too long.
    """
    deadline = Deadline.after(time_limit)
    grounded = ground(rulebook.program, case)  # facts become rows of integers
    derivation, chosen = derive(rulebook.program, grounded, matchers or Matchers(), deadline)  # rules fire
    gathered = gather(rulebook, grounded, derivation)  # findings and provenance become columns
    weighed = weigh(gathered.network)  # columns become opinions and verdicts
    return Assessment(gathered, weighed, chosen)
