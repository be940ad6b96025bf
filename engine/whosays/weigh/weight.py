"""What discounts and undercuts leave of the weight of sources, reports and citations, and raises of a report's mass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whosays.weigh.activation import Activation
from whosays.weigh.columns import firsts, max_by, product_by, rounded
from whosays.weigh.network import Effect, Floats, Network, Target


@dataclass(frozen=True, slots=True, eq=False)
class Rho:
    """Weights in 0..1; a report's own weight does not yet hold that of its source."""

    source: Floats
    report: Floats
    citation: Floats


def bare_rho(network: Network) -> Rho:
    """The weights by letter alone."""
    return Rho(network.source_weight, np.ones(len(network.report_source)), np.ones(len(network.cites_from)))


def full_rho(network: Network, bare: Activation) -> Rho:
    """The weights after discounts and undercuts, these as they are with bare letters."""
    reports = len(network.report_source)
    fact_left = bare.undercuts.on(Target.FACT, network.fact_count)
    basis_left = product_by(network.report_evidence_report, fact_left[network.report_evidence_fact], reports)
    ones = np.ones(max(reports, len(network.cites_from)))
    return Rho(
        _left(network, bare, Target.SOURCE, network.source_weight),
        rounded(_left(network, bare, Target.REPORT, ones[:reports]) * basis_left),
        _left(network, bare, Target.CITATION, ones[: len(network.cites_from)]),
    )


def masses(network: Network, bare: Activation) -> Floats:
    """The mass of evidence of each report: by basis, and up to doubled where a finding raises it."""
    actions = network.actions
    row = (network.findings.effect[actions.finding] == Effect.RAISES) & (actions.target == Target.REPORT)
    raised = max_by(actions.index[row], bare.active[actions.finding[row]], len(network.report_mass))
    return network.report_mass * (1.0 + raised)


def _left(network: Network, bare: Activation, target: Target, base: Floats) -> Floats:
    """What discounts and undercuts of one target leave: in a family only the strongest discount counts."""
    actions, findings = network.actions, network.findings
    row = np.flatnonzero((findings.effect[actions.finding] == Effect.DISCOUNTS) & (actions.target == target))
    finding, index = actions.finding[row], actions.index[row]
    # A discount without a family is one of its own; families count from 0, so -2 - finding names no other.
    family = np.where(findings.family[finding] < 0, -2 - finding, findings.family[finding])
    taken = findings.size[finding] * bare.active[finding]
    order = np.lexsort((-taken, family, index))
    order = order[firsts(index[order], family[order])]
    left = product_by(index[order], 1.0 - taken[order], len(base))
    return rounded(base * left * bare.undercuts.on(target, len(base)))
