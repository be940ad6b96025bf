"""Many networks weighed at once: side by side as one, with the numbers of each moved past those before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from whosays.weigh.network import Actions, BaseRates, Findings, Ints, Network, Says, Target, Ties


def together(networks: Sequence[Network]) -> Network:
    """One network of several; claim k of the i-th is claim k + the claims of those before it."""
    count = len(networks)
    claims = _starts([each.claim_count for each in networks])
    facts = _starts([each.fact_count for each in networks])
    sources = _starts([len(each.source_weight) for each in networks])
    reports = _starts([len(each.report_source) for each in networks])
    cites = _starts([len(each.cites_from) for each in networks])
    findings = _starts([len(each.findings.effect) for each in networks])
    proofs = _starts([len(each.findings.proof_finding) for each in networks])
    families = _starts([int(each.findings.family.max(initial=-1)) + 1 for each in networks])
    outlets = _starts([int(each.report_outlet.max(initial=-1)) + 1 for each in networks])
    ranks = _starts([int(each.report_order.max(initial=-1)) + 1 for each in networks])
    orders = _starts([int(each.findings.order.max(initial=-1)) + 1 for each in networks])
    by_target = {
        Target.SOURCE: sources,
        Target.REPORT: reports,
        Target.CITATION: cites,
        Target.FINDING: findings,
        Target.FACT: facts,
    }

    def join(read: Callable[[Network], Any]) -> Any:
        return np.concatenate([read(each) for each in networks])

    def moved(read: Callable[[Network], Ints], starts: Sequence[int]) -> Ints:
        parts = [read(networks[place]) for place in range(count)]
        return np.concatenate(
            [np.where(part < 0, part, part + start) for part, start in zip(parts, starts, strict=True)]
        )

    index = []
    for place, each in enumerate(networks):
        column = each.actions.index.copy()
        for target, starts in by_target.items():
            column[each.actions.target == target] += starts[place]
        index.append(column)
    return Network(
        claim_count=sum(each.claim_count for each in networks),
        fact_count=sum(each.fact_count for each in networks),
        source_weight=join(lambda each: each.source_weight),
        report_source=moved(lambda each: each.report_source, sources),
        report_fact=moved(lambda each: each.report_fact, facts),
        report_mass=join(lambda each: each.report_mass),
        report_outlet=moved(lambda each: each.report_outlet, outlets),
        report_order=moved(lambda each: each.report_order, ranks),
        cites_from=moved(lambda each: each.cites_from, reports),
        cites_to=moved(lambda each: each.cites_to, reports),
        fact_stated_by=moved(lambda each: each.fact_stated_by, reports),
        fact_is_evidence=join(lambda each: each.fact_is_evidence),
        fact_is_precedent=join(lambda each: each.fact_is_precedent),
        report_evidence_report=moved(lambda each: each.report_evidence_report, reports),
        report_evidence_fact=moved(lambda each: each.report_evidence_fact, facts),
        says=Says(
            moved(lambda each: each.says.report, reports),
            moved(lambda each: each.says.claim, claims),
            join(lambda each: each.says.side),
            join(lambda each: each.says.direct),
        ),
        findings=Findings(
            effect=join(lambda each: each.findings.effect),
            claim=moved(lambda each: each.findings.claim, claims),
            size=join(lambda each: each.findings.size),
            family=moved(lambda each: each.findings.family, families),
            disposition=join(lambda each: each.findings.disposition),
            order=moved(lambda each: each.findings.order, orders),
            proof_finding=moved(lambda each: each.findings.proof_finding, findings),
            proof_fact_proof=moved(lambda each: each.findings.proof_fact_proof, proofs),
            proof_fact_fact=moved(lambda each: each.findings.proof_fact_fact, facts),
        ),
        actions=Actions(
            moved(lambda each: each.actions.finding, findings),
            join(lambda each: each.actions.target),
            np.concatenate(index),
            moved(lambda each: each.actions.by_fact, facts),
        ),
        ties=Ties(
            moved(lambda each: each.ties.finding, findings),
            moved(lambda each: each.ties.first, reports),
            moved(lambda each: each.ties.second, reports),
        ),
        base_rates=BaseRates(
            moved(lambda each: each.base_rates.finding, findings),
            join(lambda each: each.base_rates.hits),
            join(lambda each: each.base_rates.of),
        ),
    )


def _starts(sizes: Sequence[int]) -> list[int]:
    found, total = [], 0
    for size in sizes:
        found.append(total)
        total += size
    return found
