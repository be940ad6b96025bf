"""Judging variants of a case by the engine, for one claim, as often as there is leave to."""

from __future__ import annotations

from dataclasses import dataclass, field

from whosays.argue.worlds import Outcome
from whosays.assessment.assess import Assessment
from whosays.assessment.derive import derive
from whosays.assessment.gather import gather
from whosays.deadline import Deadline
from whosays.facts.case import Case
from whosays.facts.edit import without_facts
from whosays.match.choose import Matchers
from whosays.rules.grounding import ground
from whosays.weigh.weigh import weigh


@dataclass(slots=True, eq=False)
class Rejudge:
    """The engine from facts to verdict; `left` is how many more runs it has leave for. What was judged is kept."""

    assessment: Assessment
    claim: str
    matchers: Matchers
    deadline: Deadline
    left: int
    known: dict[frozenset[str], Outcome] = field(default_factory=dict)

    def of(self, case: Case) -> Outcome | None:
        """The verdict on the claim in another case; None where there is no leave."""
        if self.left <= 0:
            return None
        self.left -= 1
        rulebook = self.assessment.rulebook
        grounded = ground(rulebook.program, case)
        derivation, _ = derive(rulebook.program, grounded, self.matchers, self.deadline)
        weighed = weigh(gather(rulebook, grounded, derivation).network)
        index = [fact.id for fact in case.of_kind("claim")].index(self.claim)
        probability = round(float(weighed.opinions.probability[index]), 12)
        return Outcome(int(weighed.verdicts.word[index]), probability)

    def without(self, ids: frozenset[str]) -> Outcome | None:
        """The verdict without these facts, and what goes with them."""
        if ids not in self.known:
            found = self.of(without_facts(self.assessment.case, ids).case)
            if found is None:
                return None
            self.known[ids] = found
        return self.known[ids]
