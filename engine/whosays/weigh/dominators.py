"""Which relays all paths from an origin to a claim go through: the dominators of the origin, seen from the claim.

A Python loop, over those claims alone where a relay carries two origins or is itself named in a tie; claims with the
same reports are done once. Algorithm: Cooper, Harvey and Kennedy, "A simple, fast dominance algorithm" (2001).
"""

from __future__ import annotations

from itertools import groupby

import numpy as np

from whosays.weigh.columns import Keyed
from whosays.weigh.network import Ints, Network
from whosays.weigh.origins import real_citations

_CLAIM = -1  # the node above all reports that speak on the claim


def dominating_relays(network: Network, origin_of: Ints, group: Ints, report: Ints) -> tuple[Ints, Ints, Ints]:
    """Rows (group, origin, relay) for groups given as rows (group, report that speaks)."""
    order = np.lexsort((report, group))
    spoken = list(zip(group[order].tolist(), report[order].tolist(), strict=True))
    if not spoken:
        return (np.empty(0, dtype=np.int64),) * 3
    rests_on = _Rests(network, origin_of)
    known: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    rows: list[tuple[int, int, int]] = []
    for key, members in groupby(spoken, key=lambda row: row[0]):
        reports = tuple(report for _, report in members)
        if reports not in known:
            known[reports] = _dominated(rests_on, reports)
        rows += [(key, origin, relay) for origin, relay in known[reports]]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return columns[:, 0], columns[:, 1], columns[:, 2]


class _Rests:
    """What a report rests on, looked up when asked; a ring that is one origin is one node."""

    def __init__(self, network: Network, origin_of: Ints) -> None:
        rows = real_citations(network)
        upper = Keyed.by(network.cites_from[rows])
        self._start = np.searchsorted(upper.keys, np.arange(len(origin_of) + 1))
        self._lower = network.cites_to[rows][upper.order]
        self._origin_of = origin_of

    def node(self, report: int) -> int:
        origin = int(self._origin_of[report])
        return origin if origin >= 0 else report

    def on(self, report: int) -> list[int]:
        if self._origin_of[report] >= 0:
            return []
        return [self.node(low) for low in self._lower[self._start[report] : self._start[report + 1]].tolist()]


def _dominated(rests_on: _Rests, reports: tuple[int, ...]) -> list[tuple[int, int]]:
    """Pairs (origin, relay on all its paths) below the reports that speak on one claim."""
    below = {_CLAIM: list(dict.fromkeys(rests_on.node(report) for report in reports))}
    finished: list[int] = []
    work = [(_CLAIM, iter(below[_CLAIM]))]
    while work:
        step = next(work[-1][1], None)
        if step is None:
            finished.append(work.pop()[0])
        elif step not in below:
            below[step] = rests_on.on(step)
            work.append((step, iter(below[step])))
    rank = {node: place for place, node in enumerate(finished)}  # the claim has the highest
    above: dict[int, list[int]] = {node: [] for node in finished}
    for node in finished:
        for low in below[node]:
            above[low].append(node)

    through = {_CLAIM: _CLAIM}  # the next node that all paths to the claim go through
    changed = True
    while changed:
        changed = False
        for node in reversed(finished[:-1]):
            known = [upper for upper in above[node] if upper in through]
            meeting = known[0]
            for upper in known[1:]:
                meeting = _meet(through, rank, meeting, upper)
            if through.get(node) != meeting:
                through[node], changed = meeting, True

    found = []
    for node in finished[:-1]:
        if not below[node]:
            relay = through[node]
            while relay != _CLAIM:
                found.append((node, relay))
                relay = through[relay]
    return found


def _meet(through: dict[int, int], rank: dict[int, int], left: int, right: int) -> int:
    """The lowest node that all paths from both go through."""
    while left != right:
        while rank[left] < rank[right]:
            left = through[left]
        while rank[right] < rank[left]:
            right = through[right]
    return left
