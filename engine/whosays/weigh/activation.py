"""How far each finding holds: the weight of who states its premises, less what undercuts it.

Undercutting is that of DF-QuAD (Rago et al. 2016), without supporters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whosays.weigh.columns import Keyed, firsts, max_by, min_by, product_by, rounded
from whosays.weigh.network import Effect, Flags, Floats, Ints, Network, Target

# These act on weights, not on claims. They are settled with bare letters first, so that nothing is circular, and kept.
SETTLED_FIRST = (Effect.DISCOUNTS, Effect.RAISES, Effect.TIES)
UNTOUCHED_BY_FACTS = (*SETTLED_FIRST, Effect.UNDERCUTS)


@dataclass(frozen=True, slots=True, eq=False)
class Undercuts:
    """Who undercuts what, a row a (finding, target)."""

    finding: Ints
    target: Ints  # Target
    index: Ints
    remaining: Floats  # 1 - kappa e(g): what it leaves of its target

    def on(self, target: Target, size: int) -> Floats:
        """What the undercuts leave of each source, report, citation, finding or fact; shape (size,)."""
        hit = self.target == target
        return product_by(self.index[hit], self.remaining[hit], size)


@dataclass(frozen=True, slots=True, eq=False)
class Activation:
    """How far each finding holds, in 0..1."""

    premises: Floats  # p: by the best proof, before findings undercut the finding itself
    active: Floats  # e
    undercuts: Undercuts


def fact_weights(network: Network, report_strength: Floats) -> Floats:
    """The weight of who states each fact; undisputed facts, and that a report was made, count 1."""
    stated = network.fact_stated_by >= 0
    stated[network.report_fact] = False
    weight = np.ones(network.fact_count)
    weight[stated] = report_strength[network.fact_stated_by[stated]]
    return weight


def activate(network: Network, fact_weight: Floats) -> Activation:
    """Steps p and e of the algebra for all findings, given the weight of each fact.

    Raises ValueError where findings undercut each other in a ring.
    """
    findings = network.findings
    least = _least_premise(network, fact_weight)
    plain = max_by(findings.proof_finding, least, len(findings.effect))
    undercuts = _undercuts(network, fact_weight, plain)

    fact_left = undercuts.on(Target.FACT, network.fact_count)
    proof_left = product_by(findings.proof_fact_proof, fact_left[findings.proof_fact_fact], len(least))
    touched = max_by(findings.proof_finding, least * proof_left, len(plain))
    premises = rounded(np.where(np.isin(findings.effect, UNTOUCHED_BY_FACTS), plain, touched))
    return Activation(premises, rounded(premises * undercuts.on(Target.FINDING, len(plain))), undercuts)


def settle(network: Network, bare: Activation, full: Activation) -> Activation:
    """The full activation, with discounts, raises and ties as they were with bare letters."""
    first = np.isin(network.findings.effect, SETTLED_FIRST)
    return Activation(
        np.where(first, bare.premises, full.premises), np.where(first, bare.active, full.active), full.undercuts
    )


def _least_premise(network: Network, fact_weight: Floats) -> Floats:
    """The smallest weight among the premises of each proof, 1 without premises; shape (proofs,)."""
    findings, actions = network.findings, network.actions
    weight = fact_weight[findings.proof_fact_fact]
    by_fact = actions.by_fact >= 0
    if by_fact.any():
        # Its weight is already kappa: an undercut must not count it twice.
        carrier = Keyed.by(actions.finding[by_fact] * network.fact_count + actions.by_fact[by_fact])
        finding = findings.proof_finding[findings.proof_fact_proof]
        weight = np.where(carrier.has(finding * network.fact_count + findings.proof_fact_fact), 1.0, weight)
    return min_by(findings.proof_fact_proof, weight, len(findings.proof_finding))


def _undercuts(network: Network, fact_weight: Floats, plain: Floats) -> Undercuts:
    """The undercuts with the activation of the findings that make them, from the top of the chain down."""
    actions = network.actions
    row = np.flatnonzero(network.findings.effect[actions.finding] == Effect.UNDERCUTS)
    finding, target, index = actions.finding[row], actions.target[row], actions.index[row]
    by_fact = actions.by_fact[row]
    kappa = network.findings.size[finding]
    if len(fact_weight):
        kappa = np.where(by_fact >= 0, fact_weight[by_fact], kappa)
    order = np.lexsort((-kappa, index, target, finding))
    order = order[firsts(finding[order], target[order], index[order])]
    finding, target, index, kappa = finding[order], target[order], index[order], kappa[order]
    undercutting = network.findings.effect == Effect.UNDERCUTS
    inner = np.flatnonzero(target == Target.FINDING)
    inner = inner[undercutting[index[inner]]]
    active = _undercutters(undercutting, finding[inner], index[inner], kappa[inner], plain)
    return Undercuts(finding, target, index, 1.0 - kappa * active[finding])


def _undercutters(undercutting: Flags, above: Ints, below: Ints, kappa: Floats, plain: Floats) -> Floats:
    """Activation of the undercutting findings, in rounds: whoever is undercut only by settled ones is settled next."""
    active = np.where(undercutting, plain, 0.0)
    waiting = np.bincount(below, minlength=len(plain))
    settled = waiting == 0
    while not settled.all():
        released = np.flatnonzero(settled[above])
        ready = ~settled & (np.bincount(below[released], minlength=len(plain)) == waiting)
        if not ready.any():
            raise ValueError(f"findings undercut each other in a ring: {np.flatnonzero(~settled).tolist()}")
        rows = released[ready[below[released]]]
        left = product_by(below[rows], 1.0 - kappa[rows] * active[above[rows]], len(plain))
        active = np.where(ready, rounded(plain * left), active)
        settled = settled | ready
    return rounded(active)
