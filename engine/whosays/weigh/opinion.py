"""The opinion on each claim: belief, disbelief and uncertainty (Josang), and its probability (steps 6 to 8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whosays.weigh.constraints import Constraints
from whosays.weigh.network import Floats
from whosays.weigh.scales import PRIOR_WEIGHT


@dataclass(frozen=True, slots=True, eq=False)
class Opinions:
    """A row a claim; b + d + u = 1 before and after constraints."""

    support: Floats  # R
    opposition: Floats  # S
    belief: Floats  # b, d, u: from the evidence alone
    disbelief: Floats
    uncertainty: Floats
    floored_belief: Floats  # b_f, d_f: after floors
    floored_disbelief: Floats
    final_belief: Floats  # b', d', u': after floors and ceilings
    final_disbelief: Floats
    final_uncertainty: Floats
    constraints: Constraints
    base_rate: Floats  # a
    probability: Floats  # P


def opinions(support: Floats, opposition: Floats, limits: Constraints, base_rate: Floats) -> Opinions:
    """The opinion on each claim, from the totals of evidence on either side."""
    whole = support + opposition + PRIOR_WEIGHT
    belief, disbelief = support / whole, opposition / whole
    floored = floors(belief, disbelief, limits)
    final_belief, final_disbelief = ceilings(*floored, limits)
    uncertainty = np.maximum(0.0, 1.0 - final_belief - final_disbelief)
    return Opinions(
        support,
        opposition,
        belief,
        disbelief,
        PRIOR_WEIGHT / whole,
        *floored,
        final_belief,
        final_disbelief,
        uncertainty,
        limits,
        base_rate,
        np.clip(final_belief + base_rate * uncertainty, 0.0, 1.0),
    )


def floors(belief: Floats, disbelief: Floats, limits: Constraints) -> tuple[Floats, Floats]:
    """Raise either side to its floor, and take what that needs from the other and from uncertainty alike."""
    return (
        np.maximum(limits.floor_belief, belief * _room(limits.floor_disbelief, disbelief)),
        np.maximum(limits.floor_disbelief, disbelief * _room(limits.floor_belief, belief)),
    )


def ceilings(belief: Floats, disbelief: Floats, limits: Constraints) -> tuple[Floats, Floats]:
    """Cap either side by what the other leaves; what is taken becomes uncertainty, never belief in the other."""
    low_b, low_d = limits.floor_belief, limits.floor_disbelief
    return (
        np.minimum(belief, np.maximum(low_b, limits.ceiling_belief * (1.0 - disbelief))),
        np.minimum(disbelief, np.maximum(low_d, limits.ceiling_disbelief * (1.0 - belief))),
    )


def _room(floor: Floats, other: Floats) -> Floats:
    """How far one side must shrink so that a floor of the other fits."""
    left = 1.0 - other
    return np.minimum(1.0, np.divide(1.0 - floor, left, out=np.ones_like(left), where=left > 0))
