"""From tables to the columns that are weighed, without a step that is taken fact by fact or finding by finding.

It says what assessment/gather.py says of one case; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from whosays.assessment.gather import ON_CLAIM
from whosays.bulk.actions import actions
from whosays.bulk.derive import Derived
from whosays.bulk.fact_sets import Known, fact_sets
from whosays.bulk.fact_tables import FactTables
from whosays.bulk.findings import KindFound, findings_of
from whosays.bulk.provenance import Provenance
from whosays.bulk.smallest_sets import ragged
from whosays.rules.compile import CompiledRulebook
from whosays.weigh.network import BaseRates, Effect, Findings, Flags, Floats, Ints, Network, Ties


@dataclass(frozen=True, eq=False)
class Columns:
    """All that bears on the claims of the tables: what was derived, its findings, and the network that is weighed.

    `speaking` is how many reports speak on each claim, those known through another's document included.
    """

    derived: Derived
    facts: FactTables
    findings: Sequence[KindFound]
    fact_sets: Known
    network: Network
    speaking: Ints


def columns_of(rulebook: CompiledRulebook, derived: Derived) -> Columns:
    """Findings and provenance of what was derived, as columns."""
    first_fact = len(rulebook.program.constants)
    facts = FactTables(derived.connection, rulebook.kinds, first_fact)
    findings = findings_of(rulebook, derived, first_fact)
    known = fact_sets(derived, [found.kind.relation for found in findings])
    provenance = Provenance(derived, facts)
    numbers = rulebook.numbers
    citing, cited = provenance.citations
    evidence_report, evidence = facts.references("report", "evidence")
    report_first = facts.first.get("report", 0)
    network = Network(
        claim_count=provenance.claims,
        fact_count=facts.size,
        source_weight=_of_words(facts, "source", "reliability", numbers.letters, ""),
        report_source=provenance.source,
        report_fact=np.arange(report_first, report_first + provenance.reports),
        report_mass=_of_words(facts, "report", "basis", numbers.mass, "unstated"),
        report_outlet=provenance.outlets(),
        report_order=provenance.order(),
        cites_from=citing,
        cites_to=cited,
        fact_stated_by=_stated_by(facts),
        fact_is_evidence=_flags(facts, [kind for kind in facts.kinds if facts.vocabulary[kind].is_evidence]),
        fact_is_precedent=_flags(facts, ["precedent"]),
        report_evidence_report=evidence_report - report_first,
        report_evidence_fact=evidence,
        says=provenance.says(),
        findings=_findings(rulebook, facts, findings, known),
        actions=actions(facts, findings),
        ties=_ties(facts, findings),
        base_rates=_base_rates(findings),
    )
    return Columns(derived, facts, findings, known, network, provenance.speaking())


def _of_words(facts: FactTables, kind: str, field: str, table: Mapping[str, float], otherwise: str) -> Floats:
    """The size of the word that a field holds."""
    words = facts.words(kind, field, list(table), otherwise)
    return np.array(list(table.values()), dtype=np.float64)[words]


def _stated_by(facts: FactTables) -> Ints:
    """The report that states each fact; -1 where none does."""
    stated = np.full(facts.size, -1, dtype=np.int64)
    for kind in facts.kinds:
        by = facts.vocabulary[kind].stated_by
        if by:
            fact = facts.reference(kind, by)
            first = facts.first[kind]
            stated[first : first + len(fact)] = np.where(fact < 0, -1, fact - facts.first.get("report", 0))
    return stated


def _flags(facts: FactTables, kinds: Sequence[str]) -> Flags:
    """Which facts are of one of these kinds."""
    found = np.zeros(facts.size, dtype=np.bool_)
    for kind in kinds:
        if facts.has(kind):
            found[facts.first[kind] : facts.first[kind] + facts.count[kind]] = True
    return found


def _findings(rulebook: CompiledRulebook, facts: FactTables, findings: Sequence[KindFound], known: Known) -> Findings:
    families: dict[tuple[str, str], int] = {}
    disposition = rulebook.numbers.disposition
    count = sum(len(found.row) for found in findings)
    effect, claim, family = np.full((3, count), -1, dtype=np.int64)
    size, disposed, row = np.zeros(count), np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.int64)
    for found in findings:
        rule, here = found.kind.rule, slice(found.first, found.first + len(found.row))
        # A rule without a family is one of its own, even if a family is called as it is.
        name = (rule.family, "" if rule.family else rule.id)
        effect[here], size[here], row[here] = found.effect, found.size, found.row
        family[here] = families.setdefault(name, len(families))
        disposed[here] = disposition.get(rule.family, 0) > 0
        if found.effect in ON_CLAIM:
            claim[here] = facts.place(facts.fact(found.target(0)))
    proof_finding, number = ragged(known.first[row - known.given], known.sets_of(row))
    place, fact = known.read(number)
    return Findings(effect, claim, size, family, disposed, np.arange(count), proof_finding, place, fact)


def _ties(facts: FactTables, findings: Sequence[KindFound]) -> Ties:
    tying = [found for found in findings if found.effect == Effect.TIES]
    return Ties(
        joined([found.index for found in tying]),
        joined([facts.place(facts.fact(found.target(0))) for found in tying]),
        joined([facts.place(facts.fact(found.target(1))) for found in tying]),
    )


def _base_rates(findings: Sequence[KindFound]) -> BaseRates:
    rates = [found for found in findings if found.effect == Effect.BASE_RATE]
    return BaseRates(
        joined([found.index for found in rates]),
        joined([found.columns[found.kind.hits] for found in rates]),
        joined([found.columns[found.kind.of] for found in rates]),
    )


def joined(parts: Sequence[Ints]) -> Ints:
    """Columns one after the other, of which there may be none."""
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])
