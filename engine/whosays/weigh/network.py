"""What weighing works on: sources, reports, provenance, facts and findings of one or many cases, as columns.

Everything is an index into another column; -1 stands for "none". No names, no rules, no YAML: whoever fills these
columns knows what the numbers stand for. Integer columns are int64, weights float64, flags bool.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Effect(IntEnum):
    """What a finding does; `size` is read accordingly."""

    SUPPORTS = 0  # size: strength, mass of evidence for the claim
    OPPOSES = 1  # size: strength, mass of evidence against the claim
    DISCOUNTS = 2  # size: delta in 0..1, taken off the weight of its target
    RAISES = 3  # size: 1; the mass of its target report is taken one step up (doubled)
    TIES = 4  # size: q in 0..1, what the weaker of two reports still adds
    FLOORS_DISBELIEF = 5  # size: 0..1 (refutes)
    FLOORS_BELIEF = 6  # size: 0..1 (confirms)
    CAPS_BELIEF = 7  # size: 0..1 (withholds belief)
    CAPS_DISBELIEF = 8  # size: 0..1 (withholds disbelief)
    UNDERCUTS = 9  # size: kappa in 0..1 (see Actions.by_fact)
    BASE_RATE = 10  # size: unused (see BaseRates)


class Target(IntEnum):
    """What a discount or an undercut acts on."""

    SOURCE = 0
    REPORT = 1
    CITATION = 2  # an index into Network.cites_*
    FINDING = 3
    FACT = 4


@dataclass(frozen=True, slots=True, eq=False)
class Says:
    """Which report speaks on which claim: a row a (report, claim, side), duplicates already removed.

    `direct` is False where the claim is only entailed, or excluded, by the one that the report is of.
    """

    report: Ints
    claim: Ints
    side: Ints  # +1 asserts, -1 denies; doubts are not here
    direct: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """The findings, a row each; `proof_*` hold their alternative proofs, as sets of facts."""

    effect: Ints  # Effect
    claim: Ints  # the claim it bears on, for SUPPORTS, OPPOSES, FLOORS_*, CAPS_*, BASE_RATE; else -1
    size: Floats
    family: Ints  # of discounts: within one family only the strongest counts
    disposition: Flags  # inferred from disposition: half-tied to others of its side
    order: Ints  # rank by content, to break ties without looking at ids
    proof_finding: Ints  # a row a proof: the finding it proves; the first of a finding is its canonical proof
    proof_fact_proof: Ints  # a row a (proof, fact)
    proof_fact_fact: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Actions:
    """What DISCOUNTS, RAISES and UNDERCUTS findings act on, a row each; one finding may have several."""

    finding: Ints
    target: Ints  # Target
    index: Ints  # of the source, report, citation, finding or fact
    by_fact: Ints  # UNDERCUTS only: the fact whose stater's weight is kappa; -1: kappa is the finding's size


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """The two reports that a TIES finding ties."""

    finding: Ints
    first: Ints
    second: Ints


@dataclass(frozen=True, slots=True, eq=False)
class BaseRates:
    """BASE_RATE findings: `hits` in `of` distinct precedents."""

    finding: Ints
    hits: Ints
    of: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """All columns. Facts include the reports: `report_fact` says which fact a report is."""

    claim_count: int
    fact_count: int
    source_weight: Floats  # base weight by letter
    report_source: Ints
    report_fact: Ints
    report_mass: Floats  # m by basis
    report_outlet: Ints  # the naive count takes one report an outlet: its publisher, else its source
    report_order: Ints  # rank by time, then content: the earliest is lowest
    cites_from: Ints  # a row a citation: the report that rests on ...
    cites_to: Ints  # ... this one
    fact_stated_by: Ints  # the report that states a fact; -1: undisputed (a report is not stated by itself)
    fact_is_evidence: Flags  # two findings resting on the same one are not two
    fact_is_precedent: Flags
    report_evidence_report: Ints  # a row a (report, fact it is based on)
    report_evidence_fact: Ints
    says: Says
    findings: Findings
    actions: Actions
    ties: Ties
    base_rates: BaseRates
