"""From opinion to verdict: the leading side, whether it is established, word, confidence and Admiralty number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whosays.weigh.columns import rounded
from whosays.weigh.network import Flags, Floats, Ints
from whosays.weigh.opinion import Opinions
from whosays.weigh.scales import ADMIRALTY_UNJUDGED, EVEN, PRIOR_WEIGHT, Confidence, Word, admiralty, words

INDEPENDENT = 2  # items that stand on their own, for the outer words and for high confidence
CONFLICT_SHARE = 0.5  # of the leading side
REFUTED = 0.6  # a floor on disbelief from which one reason is enough
SURE_UNCERTAINTY, FAIR_UNCERTAINTY = 0.2, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """A row a claim."""

    word: Ints  # Word
    confidence: Ints  # Confidence
    admiralty: Ints  # 1..6
    leading: Ints  # +1 support, -1 opposition, 0 neither
    support_established: Flags
    opposition_established: Flags
    effective_count: Floats  # n_eff of the leading side
    low: Floats  # range of the probability: b' .. 1 - d'
    high: Floats


def verdicts(opinion: Opinions, effective_for: Floats, effective_against: Floats, origins_for: Ints) -> Verdicts:
    """The verdict on each claim; `origins_for` counts the origins for it that are not the same evidence."""
    limits = opinion.constraints
    for_it = _established(opinion.support, limits.ceiling_belief, limits.floor_belief)
    against = _established(opinion.opposition, limits.ceiling_disbelief, limits.floor_disbelief)
    probability = rounded(opinion.probability)
    leading = _leading(
        opinion,
        probability=probability,
        established=(for_it, against),
        effective=(effective_for, effective_against),
    )

    supported = leading >= 0
    lead = np.where(supported, opinion.floored_belief, opinion.floored_disbelief)
    trail = np.where(supported, opinion.final_disbelief, opinion.final_belief)
    effective = rounded(np.where(supported, effective_for, effective_against))
    beyond = np.where(supported, probability < EVEN, probability > EVEN)
    insufficient = ~np.where(supported, for_it, against) | beyond
    conflicted = ~insufficient & (rounded(trail - CONFLICT_SHARE * lead) >= 0)

    word = words(probability)
    refuted = ~supported & (rounded(limits.floor_disbelief) >= REFUTED)
    alone = (effective < INDEPENDENT) & ~refuted
    word = np.where(alone, np.clip(word, Word.UNLIKELY, Word.LIKELY), word)
    word = np.where(conflicted, Word.CONFLICTED, np.where(insufficient, Word.INSUFFICIENT, word))

    uncertainty = rounded(opinion.final_uncertainty)
    sure = (uncertainty <= SURE_UNCERTAINTY) & (effective >= INDEPENDENT) & ~conflicted
    fair = uncertainty < FAIR_UNCERTAINTY
    confidence = np.where(sure, Confidence.HIGH, np.where(fair, Confidence.MODERATE, Confidence.LOW))

    number = admiralty(probability)
    number = np.where((number == 1) & (origins_for < INDEPENDENT), 2, number)  # STANAG 2511: by another source
    return Verdicts(
        word,
        confidence,
        np.where(insufficient, ADMIRALTY_UNJUDGED, number),
        leading,
        for_it,
        against,
        effective,
        opinion.final_belief,
        1.0 - opinion.final_disbelief,
    )


def _established(amount: Floats, ceiling: Floats, floor: Floats) -> Flags:
    """Whether a side has more evidence, as far as its ceiling lets it count, than the prior weighs."""
    cap = np.divide(PRIOR_WEIGHT * ceiling, 1.0 - ceiling, out=np.full_like(amount, np.inf), where=ceiling < 1.0)
    return (rounded(np.minimum(amount, cap)) > PRIOR_WEIGHT) | (rounded(floor) > EVEN)


def _leading(
    opinion: Opinions, *, probability: Floats, established: tuple[Flags, Flags], effective: tuple[Floats, Floats]
) -> Ints:
    """The side with more belief after floors; if equal, what the later steps prefer, so that no side is preferred."""
    compared = (
        opinion.floored_belief - opinion.floored_disbelief,
        opinion.final_belief - opinion.final_disbelief,
        probability - EVEN,
        established[0].astype(np.float64) - established[1],
        effective[0] - effective[1],
    )
    leading = np.zeros(len(probability))
    for difference in compared:
        leading = np.where(leading == 0, np.sign(rounded(difference)), leading)
    return leading.astype(np.int64)
