"""From what was concluded to what is weighed: findings with their targets and proofs, and the provenance of reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from whosays.conclude import Derivation
from whosays.facts.case import Case, CaseFact
from whosays.facts.times import ALWAYS_AFTER, read_moment
from whosays.facts.vocabulary import EVIDENCE_KINDS, STATED_BY
from whosays.match.matcher import Row
from whosays.rules.compile import CompiledRulebook, FindingKind
from whosays.rules.grounding import GroundedCase
from whosays.rules.syntax import Operand, Path, Value
from whosays.weigh.network import Actions, BaseRates, Effect, Findings, Network, Says, Target, Ties

_EFFECTS = {
    "supports": Effect.SUPPORTS,
    "opposes": Effect.OPPOSES,
    "discounts": Effect.DISCOUNTS,
    "raises": Effect.RAISES,
    "same_origin": Effect.TIES,
    "refutes": Effect.FLOORS_DISBELIEF,
    "confirms": Effect.FLOORS_BELIEF,
    "undercuts": Effect.UNDERCUTS,
    "base_rate": Effect.BASE_RATE,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One conclusion of one rule for one binding of its variables.

    `proofs` are sets of facts, the canonical one first.
    """

    index: int
    kind: FindingKind
    row: int
    bindings: Mapping[str, int]
    targets: tuple[int, ...]
    proofs: tuple[tuple[int, ...], ...]
    effect: Effect
    size: float
    by_fact: int = -1
    hits: int = 0
    of: int = 0


@dataclass(frozen=True)
class Gathered:
    """All that bears on a case's claims. Indices into `claims`, `reports` and `sources` are those of `network`."""

    case: Case
    rulebook: CompiledRulebook
    grounded: GroundedCase
    derivation: Derivation
    findings: tuple[Finding, ...]
    claims: tuple[CaseFact, ...]
    reports: tuple[CaseFact, ...]
    sources: tuple[CaseFact, ...]
    network: Network

    @cached_property
    def claim_index(self) -> Mapping[str, int]:
        """The index of each claim by its id."""
        return {claim.id: index for index, claim in enumerate(self.claims)}


def gather(rulebook: CompiledRulebook, grounded: GroundedCase, derivation: Derivation) -> Gathered:
    """Findings and provenance of a case, as columns."""
    case = grounded.case
    findings = _findings(rulebook, grounded, derivation)
    columns = _Columns(rulebook, grounded, derivation, findings)
    return Gathered(
        case,
        rulebook,
        grounded,
        derivation,
        findings,
        columns.claims,
        columns.reports,
        columns.sources,
        columns.network(),
    )


def _findings(rulebook: CompiledRulebook, grounded: GroundedCase, derivation: Derivation) -> tuple[Finding, ...]:
    found: list[tuple[FindingKind, Row]] = [
        (kind, row) for kind in rulebook.findings for row in derivation.rows.get(kind.relation, ())
    ]
    found.sort(key=lambda pair: _content_key(grounded, *pair))
    return tuple(_finding(rulebook, derivation, index, kind, row) for index, (kind, row) in enumerate(found))


def _content_key(grounded: GroundedCase, kind: FindingKind, row: Row) -> tuple[object, ...]:
    """Order by what a finding says, its facts' contents first and their ids last."""
    named = dict(zip(kind_columns(kind), row.values, strict=True))
    texts = [
        grounded.fact(number).id if kind.types[name].is_fact and number is not None else str(number)
        for name in kind.variables
        for number in (named[name],)
    ]
    return (kind.rule.id, kind.number, texts)


def kind_columns(kind: FindingKind) -> tuple[str, ...]:
    """The columns of a finding relation, in order."""
    return (*kind.variables, *kind.targets, *(name for name in (kind.by, kind.hits, kind.of) if name))


def _finding(rulebook: CompiledRulebook, derivation: Derivation, index: int, kind: FindingKind, row: Row) -> Finding:
    cells = {name: value for name, value in zip(kind_columns(kind), row.values, strict=True) if value is not None}
    effect, size = _effect(rulebook, kind)
    return Finding(
        index,
        kind,
        row.number,
        {name: cells[name] for name in kind.variables if name in cells},
        tuple(cells[name] for name in kind.targets),
        derivation.fact_sets(row.number),
        effect,
        size,
        by_fact=cells[kind.by] if kind.by else -1,
        hits=cells[kind.hits] if kind.hits else 0,
        of=cells[kind.of] if kind.of else 0,
    )


def _effect(rulebook: CompiledRulebook, kind: FindingKind) -> tuple[Effect, float]:
    """The effect of a conclusion and its size as a number."""
    options = {name: _value(kind, operand) for name, operand in kind.conclusion.options.items()}
    numbers = rulebook.numbers
    match kind.conclusion.effect:
        case "supports" | "opposes":
            return _EFFECTS[kind.conclusion.effect], numbers.strengths[str(options["strength"])]
        case "discounts" | "undercuts":
            return _EFFECTS[kind.conclusion.effect], 1.0 if kind.by else numbers.discounts[str(options["by"])]
        case "same_origin":
            return Effect.TIES, float(options["keeps"])
        case "withholds":
            effect = Effect.CAPS_BELIEF if options["of"] == "belief" else Effect.CAPS_DISBELIEF
            return effect, float(options["to"])
        case "refutes" | "confirms":
            return _EFFECTS[kind.conclusion.effect], float(options["to"])
        case _:
            return _EFFECTS[kind.conclusion.effect], 1.0


def _value(kind: FindingKind, operand: Operand) -> str | float:
    value = kind.rule.params.get(operand.variable) if isinstance(operand, Path) else operand
    return value.value if isinstance(value, Value) else ""


class _Edge(NamedTuple):
    report: int
    rests_on: int


class _Columns:
    """Builds the network of one case."""

    def __init__(
        self, rulebook: CompiledRulebook, grounded: GroundedCase, derivation: Derivation, findings: Sequence[Finding]
    ) -> None:
        self.rulebook = rulebook
        self.grounded = grounded
        self.derivation = derivation
        self.findings = findings
        self.case = grounded.case
        self.claims = self.case.of_kind("claim")
        self.reports = self.case.of_kind("report")
        self.sources = self.case.of_kind("source")
        self.place = {fact.id: i for facts in (self.claims, self.reports, self.sources) for i, fact in enumerate(facts)}

    def network(self) -> Network:
        """All columns."""
        numbers = self.rulebook.numbers
        facts = self.case.facts
        edges = self._edges()
        evidence = [
            (i, self.case[each].index) for i, report in enumerate(self.reports) for each in report.get("evidence")
        ]
        stated = (fact.get(STATED_BY[fact.kind]) if fact.kind in STATED_BY else None for fact in facts)
        return Network(
            claim_count=len(self.claims),
            fact_count=len(facts),
            source_weight=_floats(numbers.letters[source.get("reliability")] for source in self.sources),
            report_source=_ints(self.place[report.get("by")] for report in self.reports),
            report_fact=_ints(report.index for report in self.reports),
            report_mass=_floats(numbers.mass[report.get("basis") or "unstated"] for report in self.reports),
            report_outlet=self._outlets(),
            report_order=self._report_order(),
            cites_from=_ints(edge.report for edge in edges),
            cites_to=_ints(edge.rests_on for edge in edges),
            fact_stated_by=_ints(-1 if each is None else self.place[each] for each in stated),
            fact_is_evidence=np.array([fact.kind in EVIDENCE_KINDS for fact in facts], dtype=np.bool_),
            fact_is_precedent=np.array([fact.kind == "precedent" for fact in facts], dtype=np.bool_),
            report_evidence_report=_ints(report for report, _ in evidence),
            report_evidence_fact=_ints(fact for _, fact in evidence),
            says=self._says(),
            findings=self._finding_columns(),
            actions=self._actions(),
            ties=self._ties(),
            base_rates=self._base_rates(),
        )

    def _edges(self) -> list[_Edge]:
        """Who rests directly on whom: citations, and what a rule concludes without going through another such step."""
        rows = {row.number: row for row in self.derivation.rows.get("rests_on", ())}
        direct = (
            row
            for row in rows.values()
            if any(not rows.keys() & set(proof.premises) for proof in self.derivation.proofs_of(row.number))
        )
        edges = {_Edge(*(self._index(value) for value in row.values)) for row in direct}
        return sorted(edge for edge in edges if edge.report != edge.rests_on)

    def _index(self, number: int | None) -> int:
        """The place of a claim, report or source among its kind."""
        assert number is not None  # columns of derived relations are always known
        return self.place[self.grounded.fact(number).id]

    def _outlets(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """Who put each report before the public: the publisher of its document, else its source."""
        names: dict[str, int] = {}
        outlets = []
        for report in self.reports:
            document = self.case.get(report.get("in") or "")
            publisher = document.get("publisher") if document is not None else None
            outlets.append(names.setdefault(publisher or report.get("by"), len(names)))
        return _ints(outlets)

    def _report_order(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        def key(report: CaseFact) -> tuple[object, ...]:
            document = self.case.get(report.get("in") or "")
            published = report.get("published") or (document.get("published") if document is not None else None)
            time = read_moment(published).start_earliest if published else ALWAYS_AFTER
            letter = self.case[report.get("by")].get("reliability")
            return (time, letter, report.get("stance"), report.get("basis") or "", report.get("details"), report.id)

        order = sorted(range(len(self.reports)), key=lambda index: key(self.reports[index]))
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[np.array(order, dtype=np.int64)] = np.arange(len(order))
        return ranks

    def _says(self) -> Says:
        rows: set[tuple[int, int, int, bool]] = set()
        for row in self.derivation.rows.get("bears_on", ()):
            report, claim, how = row.values
            assert how is not None  # the prelude writes it
            side = 1 if self.grounded.text(how) == "asserts" else -1
            index, place = self._index(report), self._index(claim)
            direct = self.reports[index].get("claim") == self.claims[place].id
            rows.add((index, place, side, direct))
        ordered = sorted(rows)
        return Says(
            _ints(row[0] for row in ordered),
            _ints(row[1] for row in ordered),
            _ints(row[2] for row in ordered),
            np.array([row[3] for row in ordered], dtype=np.bool_),
        )

    def _finding_columns(self) -> Findings:
        families: dict[str, int] = {}
        disposition = self.rulebook.numbers.disposition
        on_claim = {
            Effect.SUPPORTS,
            Effect.OPPOSES,
            Effect.FLOORS_DISBELIEF,
            Effect.FLOORS_BELIEF,
            Effect.CAPS_BELIEF,
            Effect.CAPS_DISBELIEF,
            Effect.BASE_RATE,
        }
        proofs = [(finding.index, proof) for finding in self.findings for proof in finding.proofs]
        pairs = [(place, fact) for place, (_, proof) in enumerate(proofs) for fact in proof]
        names = [finding.kind.rule.family or finding.kind.rule.id for finding in self.findings]
        return Findings(
            effect=_ints(finding.effect for finding in self.findings),
            claim=_ints(self._index(each.targets[0]) if each.effect in on_claim else -1 for each in self.findings),
            size=_floats(finding.size for finding in self.findings),
            family=_ints(families.setdefault(name, len(families)) for name in names),
            disposition=np.array([disposition.get(name, 0) > 0 for name in names], dtype=np.bool_),
            order=_ints(finding.index for finding in self.findings),
            proof_finding=_ints(finding for finding, _ in proofs),
            proof_fact_proof=_ints(place for place, _ in pairs),
            proof_fact_fact=_ints(fact for _, fact in pairs),
        )

    def _actions(self) -> Actions:
        rows: list[tuple[int, int, int, int]] = []
        for finding in self.findings:
            if finding.effect not in {Effect.DISCOUNTS, Effect.RAISES, Effect.UNDERCUTS}:
                continue
            by_fact = self.grounded.fact(finding.by_fact).index if finding.by_fact >= 0 else -1
            rows += [(finding.index, target, index, by_fact) for target, index in self._targets(finding)]
        return Actions(*(_ints(row[column] for row in rows) for column in range(4)))

    def _targets(self, finding: Finding) -> Iterable[tuple[int, int]]:
        of = finding.kind.conclusion.finding
        if of is not None:
            wanted = set(finding.targets)
            for other in self.findings:
                if other.kind.rule.id == of.rule and wanted <= {*other.bindings.values(), *other.targets}:
                    yield Target.FINDING, other.index
            return
        fact = self.grounded.fact(finding.targets[0])
        if fact.kind == "report":
            yield Target.REPORT, self.place[fact.id]
        elif fact.kind == "source" and finding.effect == Effect.DISCOUNTS:
            yield Target.SOURCE, self.place[fact.id]
        else:
            yield Target.FACT, fact.index

    def _ties(self) -> Ties:
        ties = [finding for finding in self.findings if finding.effect == Effect.TIES]
        return Ties(
            _ints(finding.index for finding in ties),
            _ints(self._index(finding.targets[0]) for finding in ties),
            _ints(self._index(finding.targets[1]) for finding in ties),
        )

    def _base_rates(self) -> BaseRates:
        rates = [finding for finding in self.findings if finding.effect == Effect.BASE_RATE]
        return BaseRates(
            _ints(finding.index for finding in rates),
            _ints(each.hits for each in rates),
            _ints(each.of for each in rates),
        )


def _ints(values: Iterable[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.fromiter(values, dtype=np.int64)


def _floats(values: Iterable[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.fromiter(values, dtype=np.float64)
