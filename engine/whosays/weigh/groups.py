"""Groups of tied items, and what each item adds to its side (steps 4 and 5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whosays.weigh.columns import NEGLIGIBLE, components, firsts, min_by, sum_by
from whosays.weigh.evidence import Evidence
from whosays.weigh.network import Floats, Ints
from whosays.weigh.ties import ItemTies


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Where each item stands, a row an item."""

    group: Ints  # named by one of its items
    contracted_into: Ints  # the item that counts in its place; -1 if it counts itself
    rank: Ints  # place in its group from 0, the largest first; -1 if contracted
    q: Floats  # the smallest tie inside the group; 1 if it stands alone
    adds: Floats  # q ** rank * x; 0 if contracted


def group_items(items: Evidence, ties: ItemTies) -> Groups:
    """Contract the ties of 0, then group what is still tied."""
    count = len(items.side)
    same = ties.q <= NEGLIGIBLE
    contracted = components(count, ties.first[same], ties.second[same])
    representative = _largest(items, contracted)[contracted]
    first, second = representative[ties.first], representative[ties.second]
    apart = first != second
    group = components(count, first[apart], second[apart])[representative]
    q = min_by(group[ties.first[apart]], ties.q[apart], count)[group]

    counts = np.flatnonzero(representative == np.arange(count))
    order = counts[np.lexsort((counts, *_precedence(items, counts), group[counts]))]
    new = firsts(group[order])
    rank = np.full(count, -1)
    place = np.arange(len(order))
    rank[order] = place - np.maximum.accumulate(np.where(new, place, 0))
    adds = np.where(rank >= 0, q ** np.maximum(rank, 0) * items.amount, 0.0)
    return Groups(group, np.where(rank >= 0, -1, representative), rank, q, adds)


def side_totals(items: Evidence, groups: Groups, sides: int) -> tuple[Floats, Floats]:
    """Evidence of each side, and its number of independent items (a group counts 1 at most); shape (sides,)."""
    count = len(items.side)
    whole = sum_by(groups.group, groups.adds, count)
    named = np.flatnonzero(groups.group == np.arange(count))
    side, amount = items.side[named], whole[named]
    return sum_by(side, amount, sides), sum_by(side, np.minimum(1.0, amount), sides)


def _precedence(items: Evidence, rows: Ints) -> tuple[Ints, Ints, Floats]:
    """Sort keys, the last one first: the largest x, origins before findings, then by content."""
    return items.order[rows], items.kind[rows], -items.amount[rows]


def _largest(items: Evidence, label: Ints) -> Ints:
    """The item that comes first of each label; shape (items,), -1 for numbers that are no label."""
    rows = np.arange(len(label))
    order = np.lexsort((rows, *_precedence(items, rows), label))
    order = order[firsts(label[order])]
    largest = np.full(len(label), -1)
    largest[label[order]] = order
    return largest
