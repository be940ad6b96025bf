"""The lowered form of a rulebook: flat, safe, stratified rules over relations of integers. Matchers see only this.

A relation is a name and an ordered tuple of columns. A row holds an integer or None (not known) a column; two integers
in columns of one type are equal exactly where the values are. An atom names some columns; those it leaves out may hold
anything, None included; a column it names must hold a value.

Values that integers cannot compare (times, distances, wildcards) are tested by a Filter, a named test on interned
values, after the join. Filters never stand inside a negation: lowering puts such a negation into a relation of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from whosays.problems import Mark

NOWHERE = Mark("")

ComparisonOperator = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Var:
    """A variable; the same name twice in a rule is a join."""

    name: str


@dataclass(frozen=True, slots=True)
class Const:
    """An interned constant of the program."""

    value: int


Term = Var | Const


@dataclass(frozen=True, slots=True)
class Atom:
    """A relation and terms for some of its columns."""

    relation: str
    terms: tuple[tuple[str, Term], ...]

    def variables(self) -> frozenset[str]:
        """The names of its variables."""
        return frozenset(term.name for _, term in self.terms if isinstance(term, Var))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two integers compared; both are known, since positive atoms bind every variable."""

    left: Term
    operator: ComparisonOperator
    right: Term


@dataclass(frozen=True, slots=True)
class Filter:
    """A named test on interned values: `certainly_overlaps`, `possibly_below`, `matches`, ..."""

    test: str
    arguments: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """The clause that a flat rule came from."""

    rule: str
    clause: str = ""
    mark: Mark = NOWHERE


UNKNOWN_ORIGIN = Origin("")


@dataclass(frozen=True, slots=True)
class FlatRule:
    """`head` holds where every atom of `body` matches a row, every test passes and no `negated` atom matches one.

    Each variable of the head, of a test or shared with a negated atom stands in the body. A variable that stands only
    in one negated atom asks just for a value that is known. A negated relation belongs to an earlier stratum.
    """

    name: str
    head: Atom
    body: tuple[Atom, ...]
    comparisons: tuple[Comparison, ...] = ()
    filters: tuple[Filter, ...] = ()
    negated: tuple[Atom, ...] = ()
    origin: Origin = UNKNOWN_ORIGIN


@dataclass(frozen=True, slots=True)
class Count:
    """How many different `items` rows there are for each row of `domain`: zero where there is none.

    `head` has the columns `shared` and, last, one for the number. `domain` and `items` both have the columns `shared`;
    what is counted are the different values of `counted` in `items`. Both relations belong to an earlier stratum.
    """

    name: str
    head: str
    domain: str
    items: str
    shared: tuple[str, ...]
    counted: str
    origin: Origin = UNKNOWN_ORIGIN


@dataclass(frozen=True, slots=True)
class Stratum:
    """Counts first, then rules in rounds until nothing is new."""

    rules: tuple[FlatRule, ...]
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """A lowered rulebook. `constants` are texts; the constant i is the integer i, and no case value below their number
    means anything else. Relations that no rule derives are filled from the case."""

    relations: dict[str, tuple[str, ...]]
    strata: tuple[Stratum, ...]
    constants: tuple[str, ...] = ()
    derived: frozenset[str] = field(default=frozenset())
