"""How many reports and origins speak on each claim: printed beside a verdict, and needed for its Admiralty number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whosays.weigh.columns import distinct
from whosays.weigh.evidence import Evidence, Kind
from whosays.weigh.groups import Groups
from whosays.weigh.network import Ints, Network


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """A row a claim."""

    reports: Ints  # distinct reports that say the claim, or something that entails or excludes it
    origins: Ints  # distinct origins whose evidence amounts to something
    origins_for: Ints
    origins_against: Ints
    distinct_for: Ints  # origins for the claim, those tied as the same evidence counted once


def count_voices(network: Network, items: Evidence, groups: Groups) -> Counts:
    """Count who speaks; `items` are those that amount to something."""
    says, claims, reports = network.says, network.claim_count, max(len(network.report_source), 1)
    speaking = distinct(says.claim * reports + says.report) // reports
    origin = items.kind == Kind.ORIGIN
    side = items.side[origin]
    either = distinct(side // 2 * reports + items.index[origin]) // reports
    by_side = np.bincount(side, minlength=2 * claims)
    stands = np.where(groups.contracted_into < 0, np.arange(len(items.side)), groups.contracted_into)
    standing = items.side[distinct(stands[origin])]
    return Counts(
        np.bincount(speaking, minlength=claims),
        np.bincount(either, minlength=claims),
        by_side[0::2],
        by_side[1::2],
        np.bincount(standing, minlength=2 * claims)[0::2],
    )
