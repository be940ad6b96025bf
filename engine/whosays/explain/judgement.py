"""A verdict in short: the word and the probability, as comparisons need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from whosays.assessment.gather import Gathered
from whosays.weigh.scales import Word
from whosays.weigh.weighed import Weighed

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Judgement:
    """The word of a verdict, its probability, and the range that is left open (b' to 1 - d').

    Of a claim that cannot be judged, the probability is where the figures would put it; nobody should read it alone.
    """

    word: str
    probability: float
    low: float
    high: float

    @property
    def is_open(self) -> bool:
        """Whether it cannot be judged."""
        return self.word == Word.INSUFFICIENT.text


@dataclass(frozen=True, slots=True)
class Move:
    """A verdict before and after; None where there was, or is, no such claim.

    `by` is how far the probability moved, up or down; 0 where there is nothing to compare with.
    """

    claim: str
    text: str
    before: Judgement | None
    after: Judgement | None
    by: float

    @property
    def moved(self) -> bool:
        """Whether anything of it changed."""
        return self.before != self.after


def judgements(gathered: Gathered, weighed: Weighed) -> dict[str, Judgement]:
    """The verdict in short on every claim, by its id."""
    words, probability = weighed.verdicts.word.tolist(), weighed.opinions.probability.tolist()
    low, high = weighed.verdicts.low.tolist(), weighed.verdicts.high.tolist()
    return {
        claim.id: Judgement(Word(words[index]).text, *(_number(each[index]) for each in (probability, low, high)))
        for index, claim in enumerate(gathered.claims)
    }


def moves(
    before: Mapping[str, Judgement], after: Mapping[str, Judgement], texts: Mapping[str, str]
) -> tuple[Move, ...]:
    """Every claim of either side, those that moved farthest first."""
    found = [_move(claim, text, before.get(claim), after.get(claim)) for claim, text in texts.items()]
    return tuple(sorted(found, key=lambda each: (not each.moved, -abs(each.by), each.claim)))


def _move(claim: str, text: str, before: Judgement | None, after: Judgement | None) -> Move:
    by = after.probability - before.probability if before and after else 0.0
    return Move(claim, text, before, after, _number(by))


def _number(value: float) -> float:
    return round(float(value), _DIGITS) + 0.0
