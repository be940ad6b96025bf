"""The report on a case: a verdict a claim with the parts that made it, ordered by distance from the naive count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from whosays.assessment.assess import Assessment, assess
from whosays.deadline import SECONDS
from whosays.explain.parts import Parts
from whosays.explain.steps import Step, steps
from whosays.explain.verdict import Naive, Opinion, Verdict
from whosays.facts.case import Case
from whosays.match.choose import Matchers
from whosays.rules.compile import CompiledRulebook
from whosays.version import VERSION
from whosays.weigh.scales import Confidence, Word

DIGITS = 12


@dataclass(frozen=True)
class Report:
    """All verdicts on a case, the one furthest from the naive count first, with what is needed to repeat them."""

    assessment: Assessment
    verdicts: tuple[Verdict, ...]
    engine: str
    is_public: bool = False
    """Whether sources have neutral names in it; see `public`."""

    @property
    def case(self) -> Case:
        """The case that was judged."""
        return self.assessment.case

    @property
    def rulebook(self) -> CompiledRulebook:
        """The rulebook it was judged by."""
        return self.assessment.rulebook

    @property
    def notes(self) -> tuple[str, ...]:
        """What is worth knowing of how it was judged: why another matcher than usual did it."""
        return (self.assessment.matcher.note,) if self.assessment.matcher.note else ()

    def matchers(self) -> Matchers:
        """Matchers to judge with once more, for explanations that need it."""
        return Matchers()

    @cached_property
    def by_claim(self) -> Mapping[str, Verdict]:
        """The verdict on each claim by its id."""
        return {verdict.claim: verdict for verdict in self.verdicts}

    @cached_property
    def steps(self) -> Mapping[str, tuple[Step, ...]]:
        """What leads from the naive count to the verdict on each claim, by its id."""
        claims = self.assessment.gathered.claims
        return {claim.id: found for claim, found in zip(claims, steps(self.assessment), strict=True)}


def report_on(
    case: Case, rulebook: CompiledRulebook, matchers: Matchers | None = None, time_limit: float = SECONDS
) -> Report:
    """Judge a case and say why. Raises ProblemsError where no matcher can take it, or it takes too long."""
    assessment = assess(case, rulebook, matchers, time_limit)
    return Report(assessment, in_order(explained(assessment)), VERSION)


def in_order(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Verdicts as a report has them: the one furthest from the naive count first."""
    return tuple(sorted(verdicts, key=lambda verdict: (-verdict.gap, verdict.text, verdict.claim)))


def explained(assessment: Assessment) -> tuple[Verdict, ...]:
    """The verdicts with their parts, in the order of the claims of the case."""
    parts = Parts(assessment)
    return tuple(_verdict(assessment, parts, index) for index in range(len(assessment.gathered.claims)))


def _verdict(assessment: Assessment, parts: Parts, index: int) -> Verdict:
    assessment.gathered.derivation.deadline.check()
    weighed, claim = assessment.weighed, assessment.gathered.claims[index]
    opinion, verdicts, naive = weighed.opinions, weighed.verdicts, weighed.naive
    word = Word(int(verdicts.word[index]))
    probability = _number(opinion.probability[index])
    naive_probability = _number(naive.probability[index])
    contributions = parts.contributions(index)
    return Verdict(
        claim=claim.id,
        text=claim.get("text"),
        word=word.text,
        probability=None if word is Word.INSUFFICIENT else probability,
        range=(_number(verdicts.low[index]), _number(verdicts.high[index])),
        base_rate=_number(opinion.base_rate[index]),
        opinion=Opinion(
            *(
                _number(each[index])
                for each in (opinion.final_belief, opinion.final_disbelief, opinion.final_uncertainty)
            )
        ),
        weighed=Opinion(*(_number(each[index]) for each in (opinion.belief, opinion.disbelief, opinion.uncertainty))),
        confidence=Confidence(int(verdicts.confidence[index])).text,
        admiralty=f"{parts.letter(index)}{int(verdicts.admiralty[index])}",
        reports=parts.reports(index),
        origins=int(weighed.counts.origins[index]),
        effective=_number(verdicts.effective_count[index]),
        naive=Naive(
            Word(int(naive.word[index])).text,
            naive_probability,
            int(naive.reports_for[index]),
            int(naive.reports_against[index]),
        ),
        gap=abs(round(probability - naive_probability, DIGITS)),
        contributions=contributions,
        constraints=parts.constraints(index),
        base_rate_because=parts.base_rate(index),
    )


def _number(value: float) -> float:
    return round(float(value), DIGITS) + 0.0  # never -0.0
