"""What weighing gives back, as columns: opinions, verdicts, and every number that led to them."""

from __future__ import annotations

from dataclasses import dataclass

from whosays.weigh.counts import Counts
from whosays.weigh.naive import Naive
from whosays.weigh.network import Floats, Ints
from whosays.weigh.opinion import Opinions
from whosays.weigh.verdict import Verdicts


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """The items of evidence, a row each: origins and findings, those that amount to nothing included."""

    claim: Ints
    side: Ints  # +1 for, -1 against
    kind: Ints  # Kind
    index: Ints  # the report that names the origin (of a ring its earliest), or the finding
    mass: Floats  # of the first report on the path, or the finding's strength
    amount: Floats  # x
    group: Ints  # named by an item of it; -1 if x = 0
    q: Floats  # the smallest tie in the group; 1 alone
    rank: Ints  # place in the group from 0; -1 if contracted or x = 0
    contribution: Floats  # to b or d
    contracted_into: Ints  # the item that counts in its place, else -1
    path_start: Ints  # the best path of item i is path_report[path_start[i] : path_start[i + 1]]; empty for findings
    path_report: Ints  # from the origin to the report that says the claim
    path_citation: Ints  # the citation by which each rests on the one before; -1 for the first


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Why items are in one group; of items tied alike each is tied to the first only."""

    first: Ints  # item
    second: Ints  # item
    q: Floats
    reason: Ints  # ties.Reason
    cause: Ints  # the report, finding or fact that the reason names


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The weights in 0..1 that the amounts come from."""

    source: Floats  # rho
    report: Floats  # rho, without that of its source
    citation: Floats  # rho
    report_mass: Floats  # m by basis, after raises
    report_strength: Floats  # W: best path down to an origin, without mass
    fact: Floats  # the weight of who states it
    finding_premises: Floats  # p
    finding_active_bare: Floats  # e with bare letters
    finding_active: Floats  # e
    report_origin: Ints  # the origin that a report is, -1 if it rests on others


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """All columns."""

    opinions: Opinions
    verdicts: Verdicts
    naive: Naive
    counts: Counts
    items: Items
    ties: Ties
    weights: Weights
