"""Random networks to weigh, and drafts of networks that tests can read and change."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from whosays.weigh.network import Actions, BaseRates, Effect, Findings, Network, Says, Target, Ties

LETTERS = (0.95, 0.8, 0.6, 0.35, 0.1, 0.5, 1.0)
SHARES = (0.0, 0.2, 0.25, 0.4, 0.55, 0.7, 0.9, 1.0)
STRENGTHS = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0)
MASSES = (1.0, 2.0, 4.0)
CLAIM_EFFECTS = (
    Effect.SUPPORTS,
    Effect.OPPOSES,
    Effect.FLOORS_BELIEF,
    Effect.FLOORS_DISBELIEF,
    Effect.CAPS_BELIEF,
    Effect.CAPS_DISBELIEF,
)


@dataclass
class Finding:
    effect: Effect
    size: float = 0.0
    claim: int = -1
    family: int = -1
    disposition: bool = False
    proofs: list[list[int]] = field(default_factory=lambda: [[]])
    acts_on: list[tuple[Target, int, int]] = field(default_factory=list)  # target, index, by_fact
    ties: list[tuple[int, int]] = field(default_factory=list)
    base_rate: tuple[int, int] | None = None  # hits, of
    order: int = -1  # -1: as it comes


@dataclass
class Report:
    source: int
    mass: float = 2.0
    fact: int = -1
    outlet: int = -1  # -1: an outlet of its own
    order: int = -1  # -1: as it comes


@dataclass
class Fact:
    stated_by: int = -1
    evidence: bool = False
    precedent: bool = False


@dataclass
class Draft:
    """A network as lists; `network()` turns it into columns."""

    claims: int = 1
    sources: list[float] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    cites: list[tuple[int, int]] = field(default_factory=list)
    basis: list[tuple[int, int]] = field(default_factory=list)  # report, fact
    says: list[tuple[int, int, int, bool]] = field(default_factory=list)  # report, claim, side, direct
    findings: list[Finding] = field(default_factory=list)

    def copy(self) -> Draft:
        return copy.deepcopy(self)

    def add_report(self, source: int, mass: float = 2.0, outlet: int = -1) -> int:
        """A further report, with the fact that it is."""
        self.facts.append(Fact(evidence=True))
        self.reports.append(Report(source, mass, len(self.facts) - 1, outlet))
        return len(self.reports) - 1

    def add_voice(self, claim: int, side: int, weight: float = 0.8, mass: float = 2.0) -> int:
        """A new source whose report, resting on nothing, speaks on the claim."""
        self.sources.append(weight)
        report = self.add_report(len(self.sources) - 1, mass)
        self.says.append((report, claim, side, True))
        return report

    def add(self, finding: Finding) -> int:
        self.findings.append(finding)
        return len(self.findings) - 1

    def network(self) -> Network:
        proofs = [(f, facts) for f, finding in enumerate(self.findings) for facts in finding.proofs]
        proof_facts = [(p, fact) for p, (_, facts) in enumerate(proofs) for fact in dict.fromkeys(facts)]
        actions = [(f, *act) for f, finding in enumerate(self.findings) for act in finding.acts_on]
        ties = [(f, *tie) for f, finding in enumerate(self.findings) for tie in finding.ties]
        rates = [(f, *x.base_rate) for f, x in enumerate(self.findings) if x.base_rate is not None]
        says = sorted(set(self.says))
        return Network(
            claim_count=self.claims,
            fact_count=len(self.facts),
            source_weight=floats(self.sources),
            report_source=ints(r.source for r in self.reports),
            report_fact=ints(r.fact for r in self.reports),
            report_mass=floats(r.mass for r in self.reports),
            report_outlet=ints(10_000 + i if r.outlet < 0 else r.outlet for i, r in enumerate(self.reports)),
            report_order=ints(i if r.order < 0 else r.order for i, r in enumerate(self.reports)),
            cites_from=column(self.cites, 0),
            cites_to=column(self.cites, 1),
            fact_stated_by=ints(f.stated_by for f in self.facts),
            fact_is_evidence=flags(f.evidence for f in self.facts),
            fact_is_precedent=flags(f.precedent for f in self.facts),
            report_evidence_report=column(self.basis, 0),
            report_evidence_fact=column(self.basis, 1),
            says=Says(column(says, 0), column(says, 1), column(says, 2), flags(row[3] for row in says)),
            findings=Findings(
                effect=ints(f.effect for f in self.findings),
                claim=ints(f.claim for f in self.findings),
                size=floats(f.size for f in self.findings),
                family=ints(f.family for f in self.findings),
                disposition=flags(f.disposition for f in self.findings),
                order=ints(i if f.order < 0 else f.order for i, f in enumerate(self.findings)),
                proof_finding=column(proofs, 0),
                proof_fact_proof=column(proof_facts, 0),
                proof_fact_fact=column(proof_facts, 1),
            ),
            actions=Actions(column(actions, 0), column(actions, 1), column(actions, 2), column(actions, 3)),
            ties=Ties(column(ties, 0), column(ties, 1), column(ties, 2)),
            base_rates=BaseRates(column(rates, 0), column(rates, 1), column(rates, 2)),
        )


def ints(values):
    return np.array(list(values), dtype=np.int64)


def floats(values):
    return np.array(list(values), dtype=np.float64)


def flags(values):
    return np.array(list(values), dtype=np.bool_)


def column(rows, at):
    return ints(row[at] for row in rows)


@st.composite
def drafts(draw, max_claims=3, max_reports=7, max_findings=9, cyclic=True, effects=tuple(Effect), min_sources=1):
    """A whole network: reports that cite each other, facts, and findings of all the given effects."""
    draft = Draft(claims=draw(st.integers(1, max_claims)))
    draft.sources = draw(st.lists(st.sampled_from(LETTERS), min_size=min_sources, max_size=5))
    for _ in range(draw(st.integers(0, max_reports))):
        source = draw(st.integers(0, len(draft.sources) - 1))
        draft.add_report(source, draw(st.sampled_from(MASSES)), draw(st.integers(-1, 3)))
    count = len(draft.reports)
    if count:
        report = st.integers(0, count - 1)
        pairs = draw(st.lists(st.tuples(report, report), max_size=9))
        draft.cites = [(a, b) if cyclic else (max(a, b), min(a, b)) for a, b in pairs if cyclic or a != b]
        row = st.tuples(report, st.integers(0, draft.claims - 1), st.sampled_from((1, 1, -1)), st.booleans())
        draft.says = list({row[:3]: row for row in draw(st.lists(row, max_size=10))}.values())
    stated_by = st.integers(-1, count - 1)
    draft.facts += draw(st.lists(st.builds(Fact, stated_by, st.booleans(), st.booleans()), min_size=1, max_size=5))
    if count:
        fact = st.integers(0, len(draft.facts) - 1)
        draft.basis = draw(st.lists(st.tuples(st.integers(0, count - 1), fact), max_size=3, unique=True))
    for number in range(draw(st.integers(0, max_findings))):
        draft.add(draw(findings(draft, number, effects)))
    return draft


@st.composite
def findings(draw, draft, number, effects=tuple(Effect)):
    """One finding; it undercuts only findings before it, so there is no ring."""
    effect = draw(st.sampled_from(effects))
    count = len(draft.reports)
    fact = st.integers(0, len(draft.facts) - 1)
    proofs = draw(st.lists(st.lists(fact, max_size=3), min_size=1, max_size=2))
    finding = Finding(effect, draw(st.sampled_from(SHARES)), proofs=proofs)
    if effect in CLAIM_EFFECTS or effect == Effect.BASE_RATE:
        finding.claim = draw(st.integers(0, draft.claims - 1))
    if effect in (Effect.SUPPORTS, Effect.OPPOSES):
        finding.size = draw(st.sampled_from(STRENGTHS))
        finding.disposition = draw(st.booleans())
    elif effect == Effect.DISCOUNTS:
        finding.family = draw(st.integers(-1, 1))
        finding.acts_on = draw(st.lists(targets(draft), max_size=2, unique=True))
    elif effect == Effect.RAISES and count:
        finding.acts_on = [(Target.REPORT, draw(st.integers(0, count - 1)), -1)]
    elif effect == Effect.TIES and count:
        report = st.integers(0, count - 1)
        finding.ties = draw(st.lists(st.tuples(report, report), min_size=1, max_size=3))
    elif effect == Effect.UNDERCUTS:
        index = fact.map(lambda at: (Target.FACT, at))
        if number:
            index |= st.integers(0, number - 1).map(lambda at: (Target.FINDING, at))
        if count:
            index |= st.integers(0, count - 1).map(lambda at: (Target.REPORT, at))
        by_fact = st.just(-1) | fact
        acts = draw(st.lists(st.tuples(index, by_fact), min_size=1, max_size=2))
        finding.acts_on = [(target, at, by) for (target, at), by in acts]
    elif effect == Effect.BASE_RATE:
        of = draw(st.integers(0, 5))
        finding.base_rate = (draw(st.integers(0, of)), of)
    return finding


def targets(draft):
    """What a discount can act on."""
    options = [st.integers(0, len(draft.sources) - 1).map(lambda at: (Target.SOURCE, at, -1))]
    if draft.reports:
        options.append(st.integers(0, len(draft.reports) - 1).map(lambda at: (Target.REPORT, at, -1)))
    if draft.cites:
        options.append(st.integers(0, len(draft.cites) - 1).map(lambda at: (Target.CITATION, at, -1)))
    return st.one_of(options)


networks = drafts().map(Draft.network)
