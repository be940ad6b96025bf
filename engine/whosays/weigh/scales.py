"""The scales a verdict is given in: words for likelihood, confidence and the Admiralty number.

Sources: ICD 203 (words), STANAG 2511 / AJP-2.1 (numbers). What letters and strengths weigh: `rules/numbers.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from whosays.weigh.columns import rounded
from whosays.weigh.network import Floats, Ints

PRIOR_WEIGHT: Final = 2.0  # W: evidence below this leaves more uncertainty than opinion
EVEN: Final = 0.5  # the base rate without precedents, and the middle of the scale
HALF_TIE: Final = 0.5  # what a further finding from disposition still adds
NAIVE_MASS: Final = 2.0  # what the naive count takes a report for


class Word(IntEnum):
    """The word of a verdict; the likelihood words ascend."""

    ALMOST_NO_CHANCE = 0
    VERY_UNLIKELY = 1
    UNLIKELY = 2
    ROUGHLY_EVEN = 3
    LIKELY = 4
    VERY_LIKELY = 5
    ALMOST_CERTAIN = 6
    CONFLICTED = 7
    INSUFFICIENT = 8

    @property
    def text(self) -> str:
        """The word as it is printed."""
        return WORDS[self]


WORDS: Final[Mapping[int, str]] = MappingProxyType(
    {
        Word.ALMOST_NO_CHANCE: "almost no chance",
        Word.VERY_UNLIKELY: "very unlikely",
        Word.UNLIKELY: "unlikely",
        Word.ROUGHLY_EVEN: "roughly even chance",
        Word.LIKELY: "likely",
        Word.VERY_LIKELY: "very likely",
        Word.ALMOST_CERTAIN: "almost certain",
        Word.CONFLICTED: "conflicted",
        Word.INSUFFICIENT: "insufficient",
    }
)

# Lower edges of the words from VERY_UNLIKELY up: bands are [low, high), the outer ones reach to 0 and 1.
BANDS: Final = (0.05, 0.20, 0.45, 0.55, 0.80, 0.95)


class Confidence(IntEnum):
    """How much the evidence behind a verdict can carry."""

    LOW = 0
    MODERATE = 1
    HIGH = 2

    @property
    def text(self) -> str:
        """The word as it is printed."""
        return self.name.lower()


ADMIRALTY_EDGES: Final = (0.20, 0.40, 0.60, 0.80)  # lower edges of the numbers 4, 3, 2, 1
ADMIRALTY_UNJUDGED: Final = 6


def words(probability: Floats) -> Ints:
    """The likelihood word of each probability."""
    return np.searchsorted(np.array(BANDS), rounded(probability), side="right").astype(np.int64)


def admiralty(probability: Floats) -> Ints:
    """The Admiralty number 1 to 5 of each probability."""
    return (5 - np.searchsorted(np.array(ADMIRALTY_EDGES), rounded(probability), side="right")).astype(np.int64)
