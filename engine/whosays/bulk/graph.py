"""Two questions about directed edges between dense numbers, each answered in one pass over the edges."""

from __future__ import annotations

import numpy as np

from whosays.weigh.columns import Keyed, distinct
from whosays.weigh.network import Flags, Ints


def reaching(count: int, source: Ints, target: Ints, seeds: Ints) -> Flags:
    """Which of `count` nodes lead to a seed through any number of edges; the seeds themselves do."""
    found = np.zeros(count, dtype=np.bool_)
    found[seeds] = True
    into = Keyed.by(target)
    front = distinct(seeds)
    while len(front):
        _, edges = into.rows(front)
        before = source[edges]
        front = distinct(before[~found[before]])
        found[front] = True
    return found


def in_rings(count: int, source: Ints, target: Ints) -> Flags:
    """Which nodes lie on a ring, or on a way from one ring to another: what is left when all ends are taken off."""
    left = _peeled(count, source, target, np.ones(count, dtype=np.bool_))
    return _peeled(count, target, source, left)


def _peeled(count: int, source: Ints, target: Ints, left: Flags) -> Flags:
    """The nodes that are left when those from which no edge leads to one that is left are taken away."""
    left = left.copy()
    inside = left[source] & left[target]
    source, target = source[inside], target[inside]
    degree = np.bincount(source, minlength=count)
    into = Keyed.by(target)
    front = np.flatnonzero(left & (degree == 0))
    while len(front):
        left[front] = False
        _, edges = into.rows(front)
        np.subtract.at(degree, source[edges], 1)
        before = distinct(source[edges])
        front = before[(degree[before] == 0) & left[before]]
    return left
