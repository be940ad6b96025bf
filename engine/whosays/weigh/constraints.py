"""Floors and ceilings of belief and disbelief, softened by how far their findings hold (step 7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whosays.weigh.columns import max_by, min_by
from whosays.weigh.network import Effect, Floats, Network


@dataclass(frozen=True, slots=True, eq=False)
class Constraints:
    """A row a claim; without a finding, floors are 0 and ceilings 1."""

    floor_belief: Floats
    floor_disbelief: Floats
    ceiling_belief: Floats
    ceiling_disbelief: Floats


def constraints(network: Network, active: Floats) -> Constraints:
    """The largest floors and the smallest ceilings of each claim; floors that exceed 1 together share it."""
    findings, claims = network.findings, network.claim_count

    def floor(effect: Effect) -> Floats:
        row = np.flatnonzero(findings.effect == effect)
        return max_by(findings.claim[row], active[row] * findings.size[row], claims)

    def ceiling(effect: Effect) -> Floats:
        row = np.flatnonzero(findings.effect == effect)
        return min_by(findings.claim[row], 1.0 - active[row] * (1.0 - findings.size[row]), claims)

    belief, disbelief = floor(Effect.FLOORS_BELIEF), floor(Effect.FLOORS_DISBELIEF)
    both = np.maximum(1.0, belief + disbelief)
    return Constraints(belief / both, disbelief / both, ceiling(Effect.CAPS_BELIEF), ceiling(Effect.CAPS_DISBELIEF))
