"""How many voices speak on a claim: who rests on whom, what ties them, and how much hangs on what is not told."""

from __future__ import annotations

from dataclasses import dataclass

from whosays.explain.judgement import Judgement, judgements
from whosays.explain.passing_on import Chain, Loop, PassingOn
from whosays.explain.report import Report
from whosays.explain.tied import Tied, tied_items
from whosays.explain.undeclared import Undeclared, undeclared


@dataclass(frozen=True, slots=True)
class Independence:
    """The voices on a claim. `effective` is n_eff: what the leading side is worth in independent items.

    `chains` hold each report that speaks on the claim exactly once. `origins` counts those whose word amounts to
    something, as in the verdict.
    """

    claim: str
    text: str
    verdict: Judgement
    reports: int
    origins: int
    effective: float
    leading: str  # "for", "against" or "neither"
    chains: tuple[Chain, ...]
    loops: tuple[Loop, ...]
    tied: tuple[Tied, ...]
    undeclared: Undeclared


def independence(report: Report, claim: str) -> Independence:
    """Who speaks on a claim independently, by the provenance and the ties that gave the verdict."""
    assessment = report.assessment
    index = assessment.gathered.provenance.place[claim]
    verdict = report.by_claim[claim]
    passing = PassingOn(assessment, index)
    leading = int(assessment.weighed.verdicts.leading[index])
    return Independence(
        claim=claim,
        text=verdict.text,
        verdict=judgements(assessment.gathered, assessment.weighed)[claim],
        reports=verdict.reports,
        origins=verdict.origins,
        effective=verdict.effective,
        leading="for" if leading > 0 else "against" if leading < 0 else "neither",
        chains=passing.chains(),
        loops=passing.loops(),
        tied=tied_items(assessment, index),
        undeclared=undeclared(assessment, index),
    )
