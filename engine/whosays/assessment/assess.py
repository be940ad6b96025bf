"""The whole pipeline on one page: facts and rules in, weighed claims out."""

from __future__ import annotations

from dataclasses import dataclass

from whosays.assessment.derive import derive
from whosays.assessment.gather import Gathered, gather
from whosays.deadline import SECONDS, Deadline
from whosays.facts.case import Case
from whosays.match.choose import Chosen, Matchers
from whosays.problems import Problem, ProblemsError
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

    Raises ProblemsError where no matcher can take it, where it takes too long, and where the case has facts of a
    kind that the rulebook does not know or declares otherwise.
    """
    _same_kinds(case, rulebook)
    deadline = Deadline.after(time_limit)
    grounded = ground(rulebook.program, case)  # facts become rows of integers
    derivation, chosen = derive(rulebook.program, grounded, matchers or Matchers(), deadline)  # rules fire
    gathered = gather(rulebook, grounded, derivation)  # findings and provenance become columns
    weighed = weigh(gathered.network)  # columns become opinions and verdicts
    return Assessment(gathered, weighed, chosen)


def _same_kinds(case: Case, rulebook: CompiledRulebook) -> None:
    """Whether the case was read with the kinds of the rulebook, as far as it has facts of them."""
    if case.vocabulary is rulebook.kinds:
        return
    problems = []
    for name in sorted({fact.kind for fact in case.facts}):
        known = rulebook.kinds.get(name)
        if known is None or not known.has_fields_of(case.vocabulary[name]):
            message = f'the rulebook "{rulebook.rulebook.id}" knows no such kind of fact as this "{name}"'
            hint = "read the case with the kinds of the rulebook that judges it: load_case(path, kinds=rulebook.kinds)"
            problems.append(Problem("other-kind", message, case.of_kind(name)[0].mark, hint=hint))
    if problems:
        raise ProblemsError(problems)
