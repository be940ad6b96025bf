"""How often such claims came true: the base rate of each claim from its precedents (step 8)."""

from __future__ import annotations

import numpy as np

from whosays.weigh.columns import Keyed, firsts
from whosays.weigh.network import Effect, Floats, Ints, Network
from whosays.weigh.scales import EVEN


def chosen_base_rates(network: Network, active: Floats) -> Ints:
    """The rows of BaseRates that count: of each claim the active finding with most precedents."""
    rates, findings = network.base_rates, network.findings
    row = np.flatnonzero((findings.effect[rates.finding] == Effect.BASE_RATE) & (active[rates.finding] > 0))
    finding = rates.finding[row]
    order = np.lexsort((row, findings.order[finding], -rates.of[row], findings.claim[finding]))
    return row[order[firsts(findings.claim[finding[order]])]]


def base_rates(network: Network, active: Floats, chosen: Ints) -> Floats:
    """a = (k + 1) / (n + 2) as far as the finding holds, else 1/2; shape (claims,)."""
    rates, finding = network.base_rates, network.base_rates.finding[chosen]
    out = np.full(network.claim_count, EVEN)
    rate = (rates.hits[chosen] + 1.0) / (rates.of[chosen] + 2.0)
    out[network.findings.claim[finding]] += active[finding] * (rate - EVEN)
    return out


def strengths(network: Network, chosen: Ints) -> Floats:
    """Size of each finding; 0 if its every proof uses a precedent that the base rate of its claim has counted."""
    findings = network.findings
    if not len(chosen):
        return findings.size
    finding = findings.proof_finding[findings.proof_fact_proof]
    fact = findings.proof_fact_fact
    precedent = network.fact_is_precedent[fact]
    key = findings.claim[finding] * network.fact_count + fact
    counted = np.zeros(len(findings.effect), dtype=np.bool_)
    counted[network.base_rates.finding[chosen]] = True
    used = precedent & Keyed.by(key[precedent & counted[finding]]).has(key)
    spent = np.zeros(len(findings.proof_finding), dtype=np.bool_)
    spent[findings.proof_fact_proof[used]] = True
    free = np.isin(findings.effect, (Effect.SUPPORTS, Effect.OPPOSES), invert=True)
    free[findings.proof_finding[~spent]] = True
    return np.where(free, findings.size, 0.0)
