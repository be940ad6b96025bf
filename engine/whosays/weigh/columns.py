"""Small operations on columns that the rest of weighing is written in: joins, and sums that ignore row order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from whosays.weigh.network import Flags, Floats, Ints

DIGITS = 12  # values are compared and kept to this many digits, so that the order of rows cannot show
NEGLIGIBLE = 1e-12


def rounded(values: Floats) -> Floats:
    """The values at the precision at which they are compared."""
    return np.round(values, DIGITS)


def firsts(*keys: Ints) -> Flags:
    """Which rows of sorted key columns begin a new key."""
    new = np.ones(len(keys[0]), dtype=np.bool_)
    if len(new):
        new[1:] = False
        for key in keys:
            new[1:] |= key[1:] != key[:-1]
    return new


def distinct(values: Ints) -> Ints:
    """The values, sorted, each once (np.unique hashes first, which is slower here)."""
    ordered = np.sort(values)
    return ordered[firsts(ordered)]


def product_by(index: Ints, factors: Floats, size: int) -> Floats:
    """Product of the factors of each index, 1 where there is none; shape (size,)."""
    out = np.ones(size)
    if len(index):
        order = np.lexsort((factors, index))
        ordered = index[order]
        start = np.flatnonzero(firsts(ordered))
        out[ordered[start]] = np.multiply.reduceat(factors[order], start)
    return out


def sum_by(index: Ints, values: Floats, size: int) -> Floats:
    """Sum of the values of each index, taken from the largest down; shape (size,)."""
    order = np.lexsort((-values, index))
    return np.asarray(np.bincount(index[order], weights=values[order], minlength=size), dtype=np.float64)


def max_by(index: Ints, values: Floats, size: int, least: float = 0.0) -> Floats:
    """Largest value of each index, at least `least`; shape (size,)."""
    out = np.full(size, least)
    np.maximum.at(out, index, values)
    return out


def min_by(index: Ints, values: Floats, size: int, most: float = 1.0) -> Floats:
    """Smallest value of each index, at most `most`; shape (size,)."""
    out = np.full(size, most)
    np.minimum.at(out, index, values)
    return out


@dataclass(frozen=True, slots=True, eq=False)
class Keyed:
    """Rows that can be found by an integer key."""

    keys: Ints  # sorted
    order: Ints  # the row that each sorted key came from

    @classmethod
    def by(cls, keys: Ints) -> Self:
        """Make the rows of a key column findable."""
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], order)

    def rows(self, wanted: Ints) -> tuple[Ints, Ints]:
        """All pairs (position in `wanted`, row with that key)."""
        low = np.searchsorted(self.keys, wanted, side="left")
        count = np.searchsorted(self.keys, wanted, side="right") - low
        before = np.cumsum(count) - count
        position = np.repeat(np.arange(len(wanted)), count)
        return position, self.order[np.repeat(low - before, count) + np.arange(len(position))]

    def has(self, wanted: Ints) -> Flags:
        """Whether there is a row with the key."""
        if not len(self.keys):
            return np.zeros(len(wanted), dtype=np.bool_)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        found: Flags = self.keys[at] == wanted
        return found


def components(count: int, left: Ints, right: Ints) -> Ints:
    """The connected component of each of `count` nodes, named by its lowest node."""
    label = np.arange(count)
    while True:
        low = np.minimum(label[left], label[right])
        high = np.maximum(label[left], label[right])
        if np.array_equal(low, high):
            return label
        np.minimum.at(label, high, low)
        while not np.array_equal(jumped := label[label], label):
            label = jumped


def star(*keys: Ints) -> tuple[Ints, Ints]:
    """Pairs of rows that link all rows with equal keys: each further row with the first.

    Ties are read as connected components with their smallest q, so a star says as much as all pairs, in linear size.
    """
    order = np.lexsort(keys)
    new = firsts(*(key[order] for key in keys))
    centre = order[np.flatnonzero(new)[np.cumsum(new) - 1]] if len(order) else order
    return centre[~new], order[~new]
