"""One claim's verdict with parts of what was gathered changed: weighed many at a time, nothing matched again.

What is gathered is exact for changed sizes and weights. For facts taken out it is a first look: findings that need them
go, but what a rule would find because they are gone is not there. The engine has the last word on such a set of facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from whosays.assessment.gather import Gathered
from whosays.facts.vocabulary import EVIDENCE_KINDS
from whosays.weigh.batch import together
from whosays.weigh.network import Effect, Network, Says, Target
from whosays.weigh.weigh import weigh

_AT_ONCE = 200  # networks weighed in one go: more take memory and are no faster


@dataclass(frozen=True, slots=True)
class Outcome:
    """The word, as its number, and the middle of what a verdict leaves open."""

    word: int
    probability: float


@dataclass(frozen=True, eq=False)
class Worlds:
    """What bears on one claim of a judged case."""

    gathered: Gathered
    claim: int

    @cached_property
    def reports(self) -> frozenset[int]:
        """The reports that speak on the claim, and those that they rest on."""
        provenance = self.gathered.provenance
        found = {said.report for said in provenance.said if said.claim == self.claim}
        while True:
            more = {cited for citing, cited in provenance.citations if citing in found} - found
            # A fact that bears on the claim counts as its stater does, so that the stater's weight matters too.
            if not more:
                return frozenset(found)
            found |= more

    @cached_property
    def findings(self) -> tuple[int, ...]:
        """The findings that have any part in the verdict."""
        network = self.gathered.network
        stated, actions, ties = network.fact_stated_by, network.actions, network.ties
        reports = set(self.reports)
        facts: set[int] = set()
        found = {place for place, claim in enumerate(network.findings.claim.tolist()) if claim == self.claim}
        while True:
            size = (len(found), len(reports), len(facts))
            facts |= {fact for finding in found for proof in self.gathered.findings[finding].proofs for fact in proof}
            reports |= {int(stated[fact]) for fact in facts if stated[fact] >= 0}
            reports |= {cited for citing, cited in self.gathered.provenance.citations if citing in reports}
            sources = {int(network.report_source[each]) for each in reports}
            held = {Target.SOURCE: sources, Target.REPORT: reports, Target.FINDING: found, Target.FACT: facts}
            for finding, target, index in zip(
                actions.finding.tolist(), actions.target.tolist(), actions.index.tolist(), strict=True
            ):
                if index in held.get(Target(target), ()):
                    found.add(finding)
            for finding, first, second in zip(
                ties.finding.tolist(), ties.first.tolist(), ties.second.tolist(), strict=True
            ):
                if first in reports and second in reports:
                    found.add(finding)
            if size == (len(found), len(reports), len(facts)):
                return tuple(sorted(found))

    @cached_property
    def facts(self) -> tuple[int, ...]:
        """The facts that the verdict rests on: what findings are proved by, who states it, and what is said."""
        network = self.gathered.network
        found = {fact for each in self.findings for proof in self.gathered.findings[each].proofs for fact in proof}
        stated = {int(network.fact_stated_by[fact]) for fact in found if network.fact_stated_by[fact] >= 0}
        reports = set(self.reports) | stated
        reports |= {cited for citing, cited in self.gathered.provenance.citations if citing in reports}
        found |= {int(network.report_fact[each]) for each in reports}
        found |= {self.gathered.sources[int(network.report_source[each])].index for each in reports}
        return tuple(sorted(found))

    @cached_property
    def evidence(self) -> tuple[int, ...]:
        """Those of the facts that somebody states or reports."""
        return tuple(each for each in self.facts if self.gathered.case.facts[each].kind in EVIDENCE_KINDS)

    @cached_property
    def network(self) -> Network:
        """What was gathered, with nothing said or found of other claims."""
        network = self.gathered.network
        keep = network.says.claim == self.claim
        says = network.says
        own = np.zeros(len(network.findings.effect), dtype=np.bool_)
        own[list(self.findings)] = True
        kept = replace(network, says=Says(says.report[keep], says.claim[keep], says.side[keep], says.direct[keep]))
        return _with_proofs(kept, own[network.findings.proof_finding])

    def outcomes(self, networks: Sequence[Network]) -> list[Outcome]:
        """The verdict on the claim in each network."""
        found = []
        for start in range(0, len(networks), _AT_ONCE):
            part = networks[start : start + _AT_ONCE]
            weighed = weigh(together(part))
            for place in range(len(part)):
                claim = place * self.network.claim_count + self.claim
                probability = round(float(weighed.opinions.probability[claim]), 12)
                found.append(Outcome(int(weighed.verdicts.word[claim]), probability))
        return found

    def without(self, facts: Iterable[int]) -> Network:
        """The network without what cannot be without these facts."""
        gone = np.zeros(self.network.fact_count, dtype=np.bool_)
        gone[list(facts)] = True
        network, findings = self.network, self.network.findings
        lost = np.zeros(len(findings.proof_finding), dtype=np.bool_)
        lost[findings.proof_fact_proof[gone[findings.proof_fact_fact]]] = True
        silent = gone[network.report_fact]
        says, keep = network.says, ~silent[network.says.report]
        cites = ~(silent[network.cites_from] | silent[network.cites_to])
        changed = replace(
            network,
            report_mass=np.where(silent, 0.0, network.report_mass),
            cites_from=network.cites_from[cites],
            cites_to=network.cites_to[cites],
            says=Says(says.report[keep], says.claim[keep], says.side[keep], says.direct[keep]),
        )
        return _with_proofs(changed, ~lost)

    def with_size(self, findings: Sequence[int], size: float) -> Network:
        """The network with another size of some findings."""
        sizes = self.network.findings.size.copy()
        sizes[list(findings)] = size
        return replace(self.network, findings=replace(self.network.findings, size=sizes))

    def with_letter(self, source: int, weight: float) -> Network:
        """The network with another weight of a source's letter."""
        weights = self.network.source_weight.copy()
        weights[source] = weight
        return replace(self.network, source_weight=weights)

    def with_mass(self, report: int, mass: float) -> Network:
        """The network with another mass of a report."""
        masses = self.network.report_mass.copy()
        masses[report] = mass
        return replace(self.network, report_mass=masses)


def _with_proofs(network: Network, kept: np.typing.NDArray[np.bool_]) -> Network:
    """The network with some proofs only; a finding that has none left does not hold."""
    findings = network.findings
    number = np.cumsum(kept) - 1
    pairs = kept[findings.proof_fact_proof]
    return replace(
        network,
        findings=replace(
            findings,
            proof_finding=findings.proof_finding[kept],
            proof_fact_proof=number[findings.proof_fact_proof[pairs]],
            proof_fact_fact=findings.proof_fact_fact[pairs],
        ),
    )


__all__ = ["Effect", "Outcome", "Worlds"]
