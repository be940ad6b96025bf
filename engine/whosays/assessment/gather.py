"""From what was concluded to what is weighed: findings and provenance as columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from whosays.assessment.findings import Finding, findings_of
from whosays.assessment.provenance import Provenance, floats, ints
from whosays.conclude import Derivation
from whosays.facts.case import Case, CaseFact
from whosays.rules.compile import CompiledRulebook
from whosays.rules.grounding import GroundedCase
from whosays.weigh.network import Actions, BaseRates, Effect, Findings, Network, Target, Ties

ON_CLAIM = frozenset(
    {
        Effect.SUPPORTS,
        Effect.OPPOSES,
        Effect.FLOORS_DISBELIEF,
        Effect.FLOORS_BELIEF,
        Effect.CAPS_BELIEF,
        Effect.CAPS_DISBELIEF,
        Effect.BASE_RATE,
    }
)
"""The effects that bear on a claim itself."""


@dataclass(frozen=True, eq=False)
class Gathered:
    """All that bears on a case's claims. Indices into `claims`, `reports` and `sources` are those of `network`."""

    case: Case
    rulebook: CompiledRulebook
    grounded: GroundedCase
    derivation: Derivation
    findings: tuple[Finding, ...]
    provenance: Provenance
    network: Network

    @property
    def claims(self) -> tuple[CaseFact, ...]:
        """The claims of the case."""
        return self.case.of_kind("claim")

    @property
    def reports(self) -> tuple[CaseFact, ...]:
        """The reports of the case."""
        return self.case.of_kind("report")

    @property
    def sources(self) -> tuple[CaseFact, ...]:
        """The sources of the case."""
        return self.case.of_kind("source")


def gather(rulebook: CompiledRulebook, grounded: GroundedCase, derivation: Derivation) -> Gathered:
    """Findings and provenance of a case, as columns."""
    findings = findings_of(rulebook, grounded, derivation)
    provenance = Provenance(grounded, derivation)
    network = _Columns(rulebook, grounded, provenance, findings).network()
    return Gathered(grounded.case, rulebook, grounded, derivation, findings, provenance, network)


class _Columns:
    """Builds the network of one case."""

    def __init__(
        self, rulebook: CompiledRulebook, grounded: GroundedCase, provenance: Provenance, findings: Sequence[Finding]
    ) -> None:
        self.rulebook = rulebook
        self.grounded = grounded
        self.provenance = provenance
        self.findings = findings
        self.findings_of: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            self.findings_of[finding.kind.rule.id].append(finding)
        self.naming: dict[str, Mapping[int, set[int]]] = {}
        self.case = grounded.case

    def network(self) -> Network:
        """All columns."""
        numbers = self.rulebook.numbers
        facts, reports, place = self.case.facts, self.provenance.reports, self.provenance.place
        citations = self.provenance.citations
        evidence = [(i, self.case[each].index) for i, report in enumerate(reports) for each in report.get("evidence")]
        kinds = self.case.vocabulary
        stated = (fact.get(by) if (by := kinds[fact.kind].stated_by) else None for fact in facts)
        return Network(
            claim_count=len(self.case.of_kind("claim")),
            fact_count=len(facts),
            source_weight=floats(numbers.letters[source.get("reliability")] for source in self.case.of_kind("source")),
            report_source=ints(place[report.get("by")] for report in reports),
            report_fact=ints(report.index for report in reports),
            report_mass=floats(numbers.mass[report.get("basis") or "unstated"] for report in reports),
            report_outlet=self.provenance.outlets(),
            report_order=self.provenance.order(),
            cites_from=ints(each.report for each in citations),
            cites_to=ints(each.rests_on for each in citations),
            fact_stated_by=ints(-1 if each is None else place[each] for each in stated),
            fact_is_evidence=np.array([kinds[fact.kind].is_evidence for fact in facts], dtype=np.bool_),
            fact_is_precedent=np.array([fact.kind == "precedent" for fact in facts], dtype=np.bool_),
            report_evidence_report=ints(report for report, _ in evidence),
            report_evidence_fact=ints(fact for _, fact in evidence),
            says=self.provenance.says(),
            findings=self._finding_columns(),
            actions=self._actions(),
            ties=self._ties(),
            base_rates=self._base_rates(),
        )

    def _finding_columns(self) -> Findings:
        families: dict[tuple[str, str], int] = {}
        disposition = self.rulebook.numbers.disposition
        proofs = [(finding.index, proof) for finding in self.findings for proof in finding.proofs]
        pairs = [(place, fact) for place, (_, proof) in enumerate(proofs) for fact in proof]
        rules = [finding.kind.rule for finding in self.findings]
        # A rule without a family is one of its own, even if a family is called as it is.
        names = [(rule.family, "" if rule.family else rule.id) for rule in rules]
        return Findings(
            effect=ints(finding.effect for finding in self.findings),
            claim=ints(
                self.provenance.index(each.targets[0]) if each.effect in ON_CLAIM else -1 for each in self.findings
            ),
            size=floats(finding.size for finding in self.findings),
            family=ints(families.setdefault(name, len(families)) for name in names),
            disposition=np.array([disposition.get(rule.family, 0) > 0 for rule in rules], dtype=np.bool_),
            order=ints(finding.index for finding in self.findings),
            proof_finding=ints(finding for finding, _ in proofs),
            proof_fact_proof=ints(place for place, _ in pairs),
            proof_fact_fact=ints(fact for _, fact in pairs),
        )

    def _actions(self) -> Actions:
        rows: list[tuple[int, int, int, int]] = []
        for finding in self.findings:
            if finding.effect not in {Effect.DISCOUNTS, Effect.RAISES, Effect.UNDERCUTS}:
                continue
            self.provenance.derivation.deadline.check()
            by_fact = self.grounded.fact(finding.by_fact).index if finding.by_fact >= 0 else -1
            rows += [(finding.index, target, index, by_fact) for target, index in self._targets(finding)]
        return Actions(*(ints(row[column] for row in rows) for column in range(4)))

    def _targets(self, finding: Finding) -> Iterable[tuple[int, int]]:
        of = finding.kind.conclusion.finding
        if of is not None:
            naming = self._naming(of.rule)
            named = set.intersection(*(naming.get(target, set()) for target in finding.targets))
            yield from ((Target.FINDING, index) for index in sorted(named))
            return
        fact = self.grounded.fact(finding.targets[0])
        if fact.kind == "report":
            yield Target.REPORT, self.provenance.place[fact.id]
        elif fact.kind == "source" and finding.effect == Effect.DISCOUNTS:
            yield Target.SOURCE, self.provenance.place[fact.id]
        else:
            yield Target.FACT, fact.index

    def _naming(self, rule: str) -> Mapping[int, set[int]]:
        """The findings of a rule that speak of each fact."""
        if rule not in self.naming:
            naming: dict[int, set[int]] = defaultdict(set)
            for finding in self.findings_of[rule]:
                for fact in finding.facts_named():
                    naming[fact].add(finding.index)
            self.naming[rule] = naming
        return self.naming[rule]

    def _ties(self) -> Ties:
        ties = [finding for finding in self.findings if finding.effect == Effect.TIES]
        return Ties(
            ints(finding.index for finding in ties),
            ints(self.provenance.index(finding.targets[0]) for finding in ties),
            ints(self.provenance.index(finding.targets[1]) for finding in ties),
        )

    def _base_rates(self) -> BaseRates:
        rates = [finding for finding in self.findings if finding.effect == Effect.BASE_RATE]
        return BaseRates(
            ints(finding.index for finding in rates),
            ints(each.hits for each in rates),
            ints(each.of for each in rates),
        )
