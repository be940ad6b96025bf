"""Who speaks first: reports that rest on nothing, and rings of reports that rest on nothing outside the ring."""

from __future__ import annotations

import numpy as np

from whosays.weigh.columns import Keyed, distinct
from whosays.weigh.network import Flags, Ints, Network


def real_citations(network: Network) -> Ints:
    """The citations that say something: a report that cites itself does not."""
    return np.flatnonzero(network.cites_from != network.cites_to)


def origin_of_reports(network: Network) -> Ints:
    """The origin that each report is, named by its earliest report; -1 for a report that rests on others."""
    count = len(network.report_source)
    rows = real_citations(network)
    upper, lower = network.cites_from[rows], network.cites_to[rows]
    origin = np.arange(count)
    origin[upper] = -1

    by_lower = Keyed.by(lower)
    reached = origin >= 0
    frontier = np.flatnonzero(reached)
    while len(frontier):
        _, edges = by_lower.rows(frontier)
        frontier = distinct(upper[edges])
        frontier = frontier[~reached[frontier]]
        reached[frontier] = True
    if not reached.all():
        _name_rings(origin, ~reached, upper, lower, network.report_order)
    return origin


def _name_rings(origin: Ints, left: Flags, upper: Ints, lower: Ints, order: Ints) -> None:
    """Enter the terminal rings among reports that reach no origin; a Python loop, over these few reports only."""
    cites: dict[int, list[int]] = {int(node): [] for node in np.flatnonzero(left)}
    for above, below in zip(upper[left[upper]].tolist(), lower[left[upper]].tolist(), strict=True):
        cites[above].append(below)
    ring_of: dict[int, int] = {}
    rings = strong_components(cites)
    for number, ring in enumerate(rings):
        ring_of.update(dict.fromkeys(ring, number))
    for number, ring in enumerate(rings):
        if all(ring_of[below] == number for node in ring for below in cites[node]):
            origin[ring] = min(ring, key=lambda node: (int(order[node]), node))


def strong_components(cites: dict[int, list[int]]) -> list[list[int]]:
    """Tarjan's algorithm without recursion, so that a long chain cannot exhaust the stack."""
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    open_nodes: list[int] = []
    is_open: set[int] = set()
    found: list[list[int]] = []
    for root, first in cites.items():
        if root in number:
            continue
        number[root] = low[root] = len(number)
        open_nodes.append(root)
        is_open.add(root)
        work = [(root, iter(first))]
        while work:
            node, rest = work[-1]
            step = next(rest, None)
            if step is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    at = open_nodes.index(node)
                    found.append(open_nodes[at:])
                    is_open.difference_update(open_nodes[at:])
                    del open_nodes[at:]
            elif step not in number:
                number[step] = low[step] = len(number)
                open_nodes.append(step)
                is_open.add(step)
                work.append((step, iter(cites[step])))
            elif step in is_open:
                low[node] = min(low[node], number[step])
    return found
