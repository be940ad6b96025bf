"""What the exact oracle speaks of: rationals, items of evidence, and all that is said of a claim."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

ONE, HALF = Fraction(1), Fraction(1, 2)
BANDS = [Fraction(n, 100) for n in (5, 20, 45, 55, 80, 95)]
WORDS = [
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
]


def exact(number) -> Fraction:
    """The decimal that a float stands for."""
    return Fraction(float(number)).limit_denominator(10**7)


def product(factors) -> Fraction:
    out = ONE
    for factor in factors:
        out *= factor
    return out


@dataclass
class Item:
    claim: int
    side: int
    kind: int  # 0 origin, 1 finding
    index: int
    order: int
    x: Fraction
    group: int = -1
    rank: int = -1
    q: Fraction = ONE
    adds: Fraction = Fraction(0)
    contracted_into: Item | None = None
    contribution: Fraction = Fraction(0)

    def precedence(self):
        return (-self.x, self.kind, self.order, self.index)


@dataclass
class Judged:
    """Everything about one claim."""

    R: Fraction
    S: Fraction
    b: Fraction
    d: Fraction
    b_f: Fraction
    d_f: Fraction
    b2: Fraction
    d2: Fraction
    floors: tuple[Fraction, Fraction]
    ceilings: tuple[Fraction, Fraction]
    a: Fraction
    P: Fraction
    word: str
    confidence: str
    admiralty: int
    n_eff: Fraction
    leading: int
    established: tuple[bool, bool]
    reports: int
    origins: int
    naive: Fraction


def merge(count, pairs):
    """The sets that pairs join, each of `count` elements in one."""
    sets = [{i} for i in range(count)]
    for a, b in pairs:
        one, other = (next(s for s in sets if x in s) for x in (a, b))
        if one is not other:
            sets.remove(other)
            one |= other
    return sets
