"""What each report rests on, and the best path from each origin up to it (best-path provenance, Green et al. 2007)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whosays.weigh.columns import Keyed, distinct, rounded
from whosays.weigh.network import Floats, Ints, Network
from whosays.weigh.origins import real_citations
from whosays.weigh.weight import Rho


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Which report rests on which origin, a row a pair; and how pairs follow from pairs, a row a step."""

    origin_of: Ints  # a row a report: the origin that it is, -1 if it rests on others
    origin: Ints
    report: Ints
    step_from: Ints  # pair
    step_to: Ints  # pair
    step_citation: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """The best path to each pair of Reach."""

    value: Floats  # mass of the first report times the weights along the path
    length: Ints  # reports on the path
    before: Ints  # the pair it comes from; -1 at its first report
    citation: Ints  # ... and by which citation
    mass: Floats  # of its first report


def reach(network: Network, origin_of: Ints) -> Reach:
    """All pairs (origin, report that rests on it or is it), by rounds up the citations."""
    count = max(len(origin_of), 1)
    rows = real_citations(network)
    upper, by_lower = network.cites_from[rows], Keyed.by(network.cites_to[rows])
    starting = np.flatnonzero(origin_of >= 0)
    keys = np.sort(origin_of[starting] * count + starting)
    frontier = keys
    while len(frontier):
        pair, edges = by_lower.rows(frontier % count)
        frontier = distinct(frontier[pair] // count * count + upper[edges])
        frontier = frontier[~Keyed(keys, keys).has(frontier)]
        keys = np.sort(np.concatenate((keys, frontier)), kind="stable")
    pair, edges = by_lower.rows(keys % count)
    step_to = np.searchsorted(keys, keys[pair] // count * count + upper[edges])
    return Reach(origin_of, keys // count, keys % count, pair, step_to, rows[edges])


def node_weights(network: Network, rho: Rho) -> Floats:
    """The weight of each report on a path: its own and that of its source."""
    return rho.report * rho.source[network.report_source]


def report_strengths(network: Network, origin_of: Ints, rho: Rho) -> Floats:
    """W: the best product of weights from each report down to an origin, without the origin's mass."""
    rows = real_citations(network)
    lower, upper = network.cites_to[rows], network.cites_from[rows]
    node = node_weights(network, rho)
    return _best(rounded(np.where(origin_of >= 0, node, 0.0)), lower, upper, rho.citation[rows] * node[upper])


def best_paths(network: Network, pairs: Reach, rho: Rho, mass: Floats) -> Paths:
    """The best path to each pair; of equally good ones the shortest, then the one by the earliest reports."""
    node = node_weights(network, rho)
    weight = rho.citation[pairs.step_citation] * node[pairs.report[pairs.step_to]]
    starting = pairs.origin_of[pairs.report] == pairs.origin
    start = np.where(starting, rounded(mass * node)[pairs.report], 0.0)
    value = _best(start, pairs.step_from, pairs.step_to, weight)

    # Steps that lose nothing against the best value; every pair is reached from a start by such steps alone.
    tight = np.flatnonzero(rounded(value[pairs.step_from] * weight) == value[pairs.step_to])
    order = network.report_order[pairs.report[pairs.step_from[tight]]]
    tight = tight[np.lexsort((tight, order))]
    by_from = Keyed.by(pairs.step_from[tight])
    frontier = np.flatnonzero(starting & (start == value))
    length = np.zeros(len(value), dtype=np.int64)
    before, citation, first = np.full((3, len(value)), -1, dtype=np.int64)
    length[frontier], first[frontier] = 1, pairs.report[frontier]
    while len(frontier):
        steps = np.sort(by_from.rows(frontier)[1])  # positions in `tight`: the earliest report first
        steps = tight[steps[length[pairs.step_to[tight[steps]]] == 0]]
        arrived, choice = np.unique(pairs.step_to[steps], return_index=True)
        before[arrived] = pairs.step_from[steps[choice]]
        citation[arrived] = pairs.step_citation[steps[choice]]
        length[arrived] = length[before[arrived]] + 1
        first[arrived] = first[before[arrived]]
        frontier = arrived
    return Paths(value, length, before, citation, mass[first])


def _best(start: Floats, lower: Ints, upper: Ints, weight: Floats) -> Floats:
    """Largest product over paths from a start, by rounds over what still improves.

    No weight exceeds 1, so a ring improves nothing. Each product is rounded: rounding keeps order, so the result does
    not depend on the order in which paths are found.
    """
    value = start.copy()
    by_lower = Keyed.by(lower)
    frontier = np.flatnonzero(start)
    while len(frontier):
        _, edges = by_lower.rows(frontier)
        offered = rounded(value[lower[edges]] * weight[edges])
        better = offered > value[upper[edges]]
        np.maximum.at(value, upper[edges[better]], offered[better])
        frontier = distinct(upper[edges[better]])
    return value
