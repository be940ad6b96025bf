"""What ties items of evidence on one side of a claim, and what the ties took from the weaker ones."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from whosays.assessment.assess import Assessment
from whosays.explain.parts import Parts
from whosays.explain.wording import name_of
from whosays.weigh.evidence import Kind
from whosays.weigh.ties import Reason

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Tie:
    """One reason why an item is tied to another; `keeps` is what the weaker of two still adds, 0: nothing."""

    to: str
    keeps: float
    rule: str
    because: str


@dataclass(frozen=True, slots=True)
class Tied:
    """An item of evidence that counts for less than it would alone: `took` of its evidence went to ties."""

    side: str
    kind: str  # "origin" or "finding"
    id: str
    who: str
    evidence: float
    took: float
    ties: tuple[Tie, ...]


def tied_items(assessment: Assessment, claim: int) -> tuple[Tied, ...]:
    """The items of a claim from which ties took something; what they took most from first, origins before findings."""
    return _Reading(assessment, claim).tied()


class _Reading:
    def __init__(self, assessment: Assessment, claim: int) -> None:
        self.gathered, self.items = assessment.gathered, assessment.weighed.items
        self.case, self.claim = assessment.case, claim
        self.parts = Parts(assessment)
        self.ties: dict[int, list[tuple[int, float, int, int]]] = defaultdict(list)
        ties = assessment.weighed.ties
        columns = (ties.first, ties.second, ties.q, ties.reason, ties.cause)
        for first, second, q, reason, cause in zip(*(each.tolist() for each in columns), strict=True):
            self.ties[first].append((second, q, reason, cause))
            self.ties[second].append((first, q, reason, cause))

    def tied(self) -> tuple[Tied, ...]:
        found = []
        for item, claim in enumerate(self.items.claim.tolist()):
            if claim != self.claim:
                continue
            amount, rank = float(self.items.amount[item]), int(self.items.rank[item])
            adds = amount * float(self.items.q[item]) ** rank if rank >= 0 else 0.0
            took = round(amount - adds, _DIGITS) + 0.0
            if took <= 0:
                continue
            side = "for" if self.items.side[item] > 0 else "against"
            kind = "origin" if self.items.kind[item] == Kind.ORIGIN else "finding"
            found.append(Tied(side, kind, self._id(item), self._who(item), amount, took, self._ties(item)))
        found.sort(key=lambda each: (each.side != "for", each.kind != "origin", -each.took, each.id, each.who))
        return tuple(found)

    def _ties(self, item: int) -> tuple[Tie, ...]:
        told = {
            Tie(self._who(other), q + 0.0, *self._because(reason, cause)) for other, q, reason, cause in self.ties[item]
        }
        return tuple(sorted(told, key=lambda tie: (tie.keeps, tie.rule == "", tie.because, tie.to)))

    def _because(self, reason: int, cause: int) -> tuple[str, str]:
        match Reason(reason):
            case Reason.RELAY:
                return "", f"both are known through {self._by(cause)} only"
            case Reason.FINDING:
                finding = self.gathered.findings[cause]
                return finding.kind.rule.id, self.parts.because(finding)
            case Reason.REPORT_USED:
                return "", f"one rests on the report of {self._by(cause)}"
            case Reason.FACT_USED:
                return "", f"both rest on the fact {self.case.facts[cause].id}"
            case Reason.DISPOSITION:
                return "", "both are inferred from what the parties are like"

    def _id(self, item: int) -> str:
        index = int(self.items.index[item])
        if self.items.kind[item] == Kind.ORIGIN:
            return self.gathered.reports[index].id
        return self.gathered.findings[index].kind.rule.id

    def _who(self, item: int) -> str:
        index = int(self.items.index[item])
        if self.items.kind[item] == Kind.ORIGIN:
            return self._by(index)
        return self.parts.because(self.gathered.findings[index])

    def _by(self, report: int) -> str:
        return name_of(self.case, self.case[self.gathered.reports[report].get("by")])
