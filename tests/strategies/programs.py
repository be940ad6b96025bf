"""Programs and cases of every shape: joins, self joins, negation, recursion, unknown values, tests, counts, constants.

They are made from a seed, as it takes Hypothesis fifty times as long to draw each part. It draws the seed and the
sizes, and shrinks the sizes: fewer rules or rows are the first ones of more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from whosays.conclude import Ground
from whosays.rules.program import (
    Atom,
    Comparison,
    ComparisonOperator,
    Const,
    Count,
    Filter,
    FlatRule,
    Origin,
    Program,
    Stratum,
    Term,
    Var,
)

GIVEN = {"a": ("a0",), "b": ("b0", "b1"), "c": ("c0", "c1", "c2")}
"""The relations of the case, and their columns."""

_VARIABLES = ("x", "y", "z", "w")
_OPERATORS: tuple[ComparisonOperator, ...] = ("=", "!=", "!=", "<", "<=", ">", ">=")
_MOST_ROWS, _MOST_RULES = 10, 6


@dataclass(frozen=True)
class Example:
    """A program and a case for it."""

    program: Program
    ground: Ground


def examples(strata: int = 3, rules: int = _MOST_RULES) -> st.SearchStrategy[Example]:
    """A stratified program of at most so many strata, so many rules in each, and rows for its relations."""
    return st.builds(
        _example, st.integers(0, 2**48), st.integers(1, strata), st.integers(2, rules), st.integers(1, _MOST_ROWS)
    )


def passes(name: str, arguments: tuple[int, ...]) -> bool:
    """What the filters of these programs mean."""
    return sum(arguments) % 3 != 0 if name == "no_third" else arguments[0] <= 2


def _example(seed: int, strata: int, rules: int, rows: int) -> Example:
    made = _Programs(Random(f"rules {seed}"))
    all_strata = [made.stratum(number, rules) for number in range(strata)]
    program = Program(dict(made.relations), tuple(all_strata), derived=frozenset(made.derived))
    return Example(program, _ground(Random(f"rows {seed}"), rows))


def _ground(random: Random, most: int) -> Ground:
    """Rows for the given relations; several may say the same, and some columns are not known."""
    rows, fact_of, fact = {}, {}, 0
    for name, columns in GIVEN.items():
        drawn = [
            tuple(None if random.random() < 0.1 else random.randint(-1, 3) for _ in columns) for _ in range(_MOST_ROWS)
        ]
        rows[name] = tuple(drawn[: random.choice((most, most, most // 2))])
        fact_of[name] = tuple(range(fact, fact + len(rows[name])))
        fact += _MOST_ROWS
    return Ground(rows, fact_of, passes)


class _Programs:
    """Makes the strata of one program."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.relations = dict(GIVEN)
        self.derived: list[str] = []

    def stratum(self, number: int, size: int) -> Stratum:
        earlier = sorted(self.relations)
        counts = self.counts(number)
        heads = {f"d{number}{width}": tuple(f"h{column}" for column in range(width)) for width in (1, 2)}
        self.relations |= heads
        readable = [*earlier, *heads, *heads, *heads]  # recursion is not left to chance
        made = [
            self.rule(
                f"rule{number}{index}",
                self.random.choice(sorted(heads)),
                earlier,
                earlier if index % 3 == 0 else readable,
            )
            for index in range(_MOST_RULES)
        ]
        self.derived += [*heads, *(count.head for count in counts)]
        return Stratum(tuple(made[:size]), counts)

    def counts(self, number: int) -> tuple[Count, ...]:
        """A count over what earlier strata derive, or none."""
        domains = [name for name in self.derived if self.relations[name] == ("h0",)]
        items = [name for name in self.derived if self.relations[name] == ("h0", "h1")]
        if not domains or self.random.random() < 0.3:
            return ()
        head = f"n{number}"
        self.relations[head] = ("h0", "count")
        domain, counted = self.random.choice(domains), self.random.choice(items)
        return (Count(head, head, domain, counted, ("h0",), "h1", origin=Origin(head)),)

    def rule(self, name: str, head: str, earlier: Sequence[str], readable: Sequence[str]) -> FlatRule:
        body = tuple(self.atom(readable) for _ in range(self.random.choice((1, 2, 2, 3))))
        bound = sorted(frozenset().union(*(atom.variables() for atom in body)))
        comparisons = [
            Comparison(self.term(bound), self.random.choice(_OPERATORS), self.term(bound))
            for _ in range(self.random.choice((0, 0, 0, 1, 2)))
        ]
        filters = [
            Filter("no_third", (self.term(bound), self.term(bound)))
            if self.random.random() < 0.5
            else Filter("low", (self.term(bound),))
            for _ in range(self.random.choice((0, 0, 0, 1)))
        ]
        negated = [self.atom(earlier, (*bound, "w")) for _ in range(self.random.choice((0, 0, 0, 1, 1, 2)))]
        terms = tuple((column, self.term(bound)) for column in self.relations[head])
        return FlatRule(name, Atom(head, terms), body, tuple(comparisons), tuple(filters), tuple(negated), Origin(name))

    def term(self, bound: Sequence[str]) -> Term:
        if bound and self.random.random() < 0.9:
            return Var(self.random.choice(list(bound)))
        return Const(self.random.randint(-1, 3))

    def atom(self, names: Sequence[str], variables: Sequence[str] = _VARIABLES) -> Atom:
        """A variable may stand in two columns now and then, and a column may be named twice."""
        name = self.random.choice(list(names))
        columns = [column for column in self.relations[name] if self.random.random() < 0.9]
        if self.random.random() < 0.1:
            columns += self.random.choices(self.relations[name])
        variables = self.random.sample(variables, len(variables))
        if self.random.random() < 0.15:
            variables[0] = variables[-1]
        terms = (Const(self.random.randint(-1, 3)) if self.random.random() < 0.08 else Var(each) for each in variables)
        return Atom(name, tuple(zip(columns, terms, strict=False)))
