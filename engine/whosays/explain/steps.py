"""From the naive count to the verdict: what each part of the weighing changes, in the order in which it acts.

Each step is the weighing itself, with all findings of later steps left out of the network.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from whosays.assessment.assess import Assessment
from whosays.weigh.network import Effect, Network
from whosays.weigh.weigh import weigh

_DIGITS = 12
_LEFT_OUT = -1  # no Effect: nothing selects such a finding

NAIVE = "naive count"
ADDED: tuple[tuple[str, tuple[Effect, ...]], ...] = (
    ("origins instead of outlets", ()),
    ("ties between reports", (Effect.TIES,)),
    ("discounts, raises and undercuts", (Effect.DISCOUNTS, Effect.RAISES, Effect.UNDERCUTS)),
    ("findings for and against", (Effect.SUPPORTS, Effect.OPPOSES)),
    (
        "floors and ceilings",
        (Effect.FLOORS_BELIEF, Effect.FLOORS_DISBELIEF, Effect.CAPS_BELIEF, Effect.CAPS_DISBELIEF),
    ),
    ("base rate", (Effect.BASE_RATE,)),
)
"""The name of each step after the naive count, and the effects that come in with it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the probability it leads to, and by how much that differs from the one before (0.5 before the first).

    The changes, added to 0.5, are the P of the weighing; where the word is insufficient that is no verdict.
    """

    name: str
    probability: float
    change: float


def steps(assessment: Assessment) -> tuple[tuple[Step, ...], ...]:
    """The steps of each claim, in the order of the claims of the case; the last one ends at the P of the weighing."""
    weighed = assessment.weighed
    names = [NAIVE, *(name for name, _ in ADDED)]
    on: set[Effect] = set()
    columns = [weighed.naive.probability]
    for _, effects in ADDED[:-1]:
        on.update(effects)
        columns.append(weigh(_with_only(assessment.gathered.network, on)).opinions.probability)
    columns.append(weighed.opinions.probability)
    return tuple(
        _claim(names, [round(float(column[claim]), _DIGITS) for column in columns]) for claim in range(len(columns[0]))
    )


def _with_only(network: Network, effects: set[Effect]) -> Network:
    findings = network.findings
    kept = np.isin(findings.effect, [int(each) for each in effects])
    return replace(network, findings=replace(findings, effect=np.where(kept, findings.effect, _LEFT_OUT)))


def _claim(names: list[str], probabilities: list[float]) -> tuple[Step, ...]:
    before = [0.5, *probabilities[:-1]]
    return tuple(
        Step(name, after, round(after - was, _DIGITS) + 0.0)
        for name, after, was in zip(names, probabilities, before, strict=True)
    )
