"""Forecasts: what the engine, and the naive count, say of claims whose outcome is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from whosays.calibrate.outcomes import Outcome
from whosays.explain.report import report_on
from whosays.explain.verdict import Verdict
from whosays.facts.case import Case
from whosays.match.choose import Matchers
from whosays.rules.compile import CompiledRulebook
from whosays.weigh.scales import WORDS, Word

INSUFFICIENT = WORDS[Word.INSUFFICIENT]
UNDECIDED = frozenset({WORDS[Word.CONFLICTED], INSUFFICIENT})


@dataclass(frozen=True, slots=True)
class SettledCase:
    """A case and what became of its claims."""

    name: str
    case: Case
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """A word and a probability for one claim, and what became of it."""

    case: str
    outcome: Outcome
    word: str
    probability: float

    @property
    def abstains(self) -> bool:
        """Whether it says that there is too little to judge."""
        return self.word == INSUFFICIENT

    @property
    def error(self) -> float:
        """The distance from the truth, 0 to 1. Only of claims that could be judged."""
        return 1.0 - self.probability if self.outcome.is_true else self.probability

    @property
    def is_right(self) -> bool:
        """Whether it takes the right side; where there was none, whether it says so."""
        return self.error < 0.5 if self.outcome.could_be_judged else self.abstains


@dataclass(frozen=True, slots=True)
class Pair:
    """The engine's forecast, and the naive count's on the same claim."""

    engine: Forecast
    naive: Forecast


def forecasts(
    cases: Iterable[SettledCase], rulebook: CompiledRulebook, matchers: Matchers | None = None
) -> tuple[Pair, ...]:
    """A pair for every claim with an outcome. Raises ProblemsError where a case cannot be judged."""
    matchers = matchers or Matchers()
    found: list[Pair] = []
    for each in cases:
        by_claim = report_on(each.case, rulebook, matchers).by_claim
        found += [pair(each.name, outcome, by_claim[outcome.claim]) for outcome in each.outcomes]
    return tuple(found)


def pair(case: str, outcome: Outcome, verdict: Verdict) -> Pair:
    """The two forecasts that a verdict holds."""
    naive = verdict.naive
    return Pair(
        Forecast(case, outcome, verdict.word, probability(verdict)),
        Forecast(case, outcome, naive.word, naive.probability),
    )


def probability(verdict: Verdict) -> float:
    """The probability behind a verdict, also where it is not told because there is too little to judge."""
    if verdict.probability is not None:
        return verdict.probability
    return verdict.opinion.belief + verdict.base_rate * verdict.opinion.uncertainty
