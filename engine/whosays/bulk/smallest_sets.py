"""The minimal ones of the sets that each row has, as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whosays.weigh.columns import Keyed, firsts
from whosays.weigh.network import Ints


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """Sets of facts, those of one row together: the facts of set i are fact[start[i] : start[i + 1]], in order."""

    of: Ints
    start: Ints
    fact: Ints


def ragged(start: Ints, count: Ints) -> tuple[Ints, Ints]:
    """Pairs (i, number) for the `count[i]` numbers from `start[i]` on."""
    place = np.repeat(np.arange(len(count)), count)
    before = np.cumsum(count) - count
    return place, np.arange(len(place)) - before[place] + start[place]


def smallest(rows: int, of: Ints, pair_set: Ints, pair_fact: Ints, small: int) -> tuple[Sets, Ints]:
    """The sets of each row that contain no other of it, smallest first, then by their facts; each once.

    Set i is of row `of[i]`, and the pairs (set, fact) say what is in it, in any order and perhaps more than once. Rows
    with several sets, one of them with more than `small` facts, are not looked into: they are given back instead.
    """
    of, start, fact = _sorted_sets(of, pair_set, pair_fact)
    size = np.diff(start)
    if len(of) == rows:  # a set a row, which is nearly always so
        return Sets(of, start, fact), np.empty(0, dtype=np.int64)
    several = np.bincount(of, minlength=rows)[of] > 1
    large = np.unique(of[several & (size > small)])
    if len(large):
        return Sets(of, start, fact), large
    among = np.flatnonzero(several)
    kept = among[_minimal(of[among], size[among], start[among], fact)]
    order = np.concatenate((np.flatnonzero(~several), kept))
    order = order[np.argsort(of[order], kind="stable")]
    _, at = ragged(start[order], size[order])
    return Sets(of[order], np.concatenate(([0], np.cumsum(size[order]))), fact[at]), large


def _sorted_sets(of: Ints, pair_set: Ints, pair_fact: Ints) -> tuple[Ints, Ints, Ints]:
    """The sets as runs of facts, in order and each once."""
    facts = int(pair_fact.max(initial=0)) + 1
    key = np.sort(pair_set * facts + pair_fact)
    key = key[firsts(key)]
    start = np.searchsorted(key, np.arange(len(of) + 1) * facts)
    return of, start, key % facts


def _minimal(of: Ints, size: Ints, start: Ints, fact: Ints) -> Ints:
    """Which of some sets are minimal and the first of their like, in the order of their rows, sizes and facts."""
    width = int(size.max(initial=0))
    filled = np.full((len(of), width), -1)
    row, at = ragged(start, size)
    filled[row, at - start[row]] = fact[at]
    columns = [filled[:, place] for place in range(width)]
    order = np.lexsort((*reversed(columns), size, of))
    new = firsts(of[order], *(column[order] for column in columns))
    order = order[new]
    of, size = of[order], size[order]
    # Each set with those before it in its row, none of which is larger.
    begin = np.maximum.accumulate(np.where(firsts(of), np.arange(len(of)), 0))
    later, earlier = ragged(begin, np.arange(len(of)) - begin)
    smaller = size[earlier] < size[later]
    later, earlier = later[smaller], earlier[smaller]
    facts = int(fact.max(initial=0)) + 1
    place, at = ragged(start[order], size)
    there = Keyed.by(place * facts + fact[at])
    pair, within = ragged(start[order][earlier], size[earlier])
    shared = np.bincount(pair[there.has(later[pair] * facts + fact[within])], minlength=len(later))
    kept = np.ones(len(of), dtype=np.bool_)
    kept[later[shared == size[earlier]]] = False
    return order[kept]
