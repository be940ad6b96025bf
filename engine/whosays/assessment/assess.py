"""The whole pipeline on one page: facts and rules in, weighed claims out."""

from __future__ import annotations

from dataclasses import dataclass

from whosays.assessment.gather import Gathered, gather
from whosays.conclude import Ground, conclude
from whosays.facts.case import Case
from whosays.match.choose import choose_matcher
from whosays.match.matcher import Matcher
from whosays.rules.compile import CompiledRulebook
from whosays.rules.grounding import ground
from whosays.weigh.weigh import weigh
from whosays.weigh.weighed import Weighed


@dataclass(frozen=True, eq=False)
class Assessment:
    """What a rulebook makes of a case: everything gathered, and how it was weighed."""

    gathered: Gathered
    weighed: Weighed
    matcher: str

    @property
    def case(self) -> Case:
        """The case that was judged."""
        return self.gathered.case

    @property
    def rulebook(self) -> CompiledRulebook:
        """The rulebook it was judged by."""
        return self.gathered.rulebook


def assess(case: Case, rulebook: CompiledRulebook, matcher: Matcher | None = None) -> Assessment:
    """Judge every claim of a case. Raises ProblemsError where no matcher can take it."""
    grounded = ground(rulebook.program, case)  # facts become rows of integers
    matcher = matcher or choose_matcher(rulebook.program, grounded)
    derivation = conclude(
        rulebook.program, Ground(grounded.rows, grounded.fact_of, grounded.test), matcher
    )  # rules fire
    gathered = gather(rulebook, grounded, derivation)  # findings and provenance become columns
    weighed = weigh(gathered.network)  # columns become opinions and verdicts
    return Assessment(gathered, weighed, matcher.name)
