"""The naive count that always stands beside a verdict: one report an outlet, no rules, no groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whosays.weigh.columns import firsts, sum_by
from whosays.weigh.network import Floats, Ints, Network
from whosays.weigh.scales import EVEN, NAIVE_MASS, PRIOR_WEIGHT, Word, words


@dataclass(frozen=True, slots=True, eq=False)
class Naive:
    """A row a claim."""

    support: Floats
    opposition: Floats
    probability: Floats
    word: Ints  # Word; insufficient only where nobody says anything
    reports_for: Ints  # counted ones: one an outlet
    reports_against: Ints


def naive_count(network: Network) -> Naive:
    """Count the earliest report of each outlet on each claim, by the bare letter of its source."""
    says, claims = network.says, network.claim_count
    row = np.flatnonzero(says.direct)
    report, claim = says.report[row], says.claim[row]
    outlet = network.report_outlet[report]
    order = np.lexsort((-says.side[row], report, network.report_order[report], outlet, claim))
    row = row[order[firsts(claim[order], outlet[order])]]
    claim, against = says.claim[row], says.side[row] < 0
    amount = NAIVE_MASS * network.source_weight[network.report_source[says.report[row]]]

    support = sum_by(claim[~against], amount[~against], claims)
    opposition = sum_by(claim[against], amount[against], claims)
    probability = (support + EVEN * PRIOR_WEIGHT) / (support + opposition + PRIOR_WEIGHT)
    count_for = np.bincount(claim[~against], minlength=claims)
    count_against = np.bincount(claim[against], minlength=claims)
    word = np.where(count_for + count_against > 0, words(probability), Word.INSUFFICIENT)
    return Naive(support, opposition, probability, word, count_for, count_against)
