"""Scores of forecasts: Brier (1950), the logarithmic score (Good 1952), and reliability by verdict word."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from whosays.calibrate.forecasts import UNDECIDED, Forecast
from whosays.calibrate.outcomes import Settled
from whosays.weigh.scales import WORDS, Word

_LEAST = 1e-6  # a forecast of 0 for what happened would cost without bound
_WRONG: Mapping[Settled, frozenset[str]] = {
    "true": frozenset(WORDS[word] for word in Word if word <= Word.UNLIKELY),
    "false": frozenset(WORDS[word] for word in Word if Word.LIKELY <= word <= Word.ALMOST_CERTAIN),
    "unsettled": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over claims that could be judged, each case weighing the same, however many claims it has.

    `brier` and `log` are 0 at best; always saying one half gives 0.25 and 0.693. `accuracy` is the share of claims on
    whose right side the probability is; `decided` the share that got a likelihood word. `open` are the claims that
    could not be judged, `open_right` those among them that were called so. `wrong` are all claims, these included, that
    are true and called unlikely or worse, or false and called likely or better.
    """

    claims: int
    brier: float
    log: float
    accuracy: float
    decided: float
    wrong: tuple[Forecast, ...]
    open: int
    open_right: int


@dataclass(frozen=True, slots=True)
class Band:
    """The claims that got one word: how many, their mean probability, and the share that is true."""

    word: str
    claims: int
    probability: float
    true: float


def score(forecasts: Sequence[Forecast]) -> Scores:
    """The scores of some forecasts; nan where there is no claim that could be judged."""
    judged = [each for each in forecasts if each.outcome.could_be_judged]
    apart = [each for each in forecasts if not each.outcome.could_be_judged]
    return Scores(
        claims=len(judged),
        brier=_mean(judged, lambda each: each.error**2),
        log=_mean(judged, lambda each: -math.log(max(1.0 - each.error, _LEAST))),
        accuracy=_mean(judged, lambda each: float(each.is_right)),
        decided=_mean(judged, lambda each: float(each.word not in UNDECIDED)),
        wrong=tuple(each for each in forecasts if each.word in _WRONG[each.outcome.settled]),
        open=len(apart),
        open_right=sum(each.is_right for each in apart),
    )


def bands(forecasts: Iterable[Forecast]) -> tuple[Band, ...]:
    """Reliability: a band for each word that was used on claims that could be judged, from least to most likely."""
    by_word: dict[str, list[Forecast]] = defaultdict(list)
    for each in forecasts:
        if each.outcome.could_be_judged:
            by_word[each.word].append(each)
    return tuple(
        Band(word, len(found), fmean(each.probability for each in found), fmean(each.outcome.is_true for each in found))
        for word in WORDS.values()
        if (found := by_word.get(word))
    )


def _mean(forecasts: Iterable[Forecast], value: Callable[[Forecast], float]) -> float:
    by_case: dict[str, list[float]] = defaultdict(list)
    for each in forecasts:
        by_case[each.case].append(value(each))
    return fmean(fmean(values) for values in by_case.values()) if by_case else math.nan
