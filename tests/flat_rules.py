"""Short hand for programs in tests: `rule("reaches(x, z) :- edge(x, y), reaches(y, z), not closed(y), x != z")`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from whosays.conclude import Ground
from whosays.problems import Mark
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

_ATOM = re.compile(r"(?P<not>not )?(?P<test>\?)?(?P<name>[\w-]+)\((?P<terms>[^)]*)\)")
_OPERATORS = sorted(get_args(ComparisonOperator), key=len, reverse=True)


def rule(text: str) -> FlatRule:
    """A rule; columns are c0, c1, .., `_` leaves one out, `?name(x)` is a filter, and its text is its name."""
    head, _, rest = text.partition(" :- ")
    body, negated, filters, comparisons = [], [], [], []
    for part in re.split(r", (?![^(]*\))", rest):
        if found := _ATOM.fullmatch(part):
            if found["test"]:
                filters.append(Filter(found["name"], tuple(_term(each) for each in found["terms"].split(", "))))
            else:
                (negated if found["not"] else body).append(_atom(part.removeprefix("not ")))
        else:
            comparisons.append(_comparison(part))
    origin = Origin(text, mark=Mark("rules.yaml", 7, 3))
    return FlatRule(text, _atom(head), tuple(body), tuple(comparisons), tuple(filters), tuple(negated), origin)


def program(*strata: Sequence[FlatRule | Count], constants: int = 0, **widths: int) -> Program:
    """A program; how many columns a relation has is read off its atoms, or told where they leave the last ones out."""
    columns: dict[str, int] = dict(widths)
    made = []
    derived: set[str] = set()
    for parts in strata:
        rules = tuple(part for part in parts if isinstance(part, FlatRule))
        counts = tuple(part for part in parts if isinstance(part, Count))
        for atom in (atom for each in rules for atom in (each.head, *each.body, *each.negated)):
            widest = max((int(column[1:]) + 1 for column, _ in atom.terms), default=0)
            columns[atom.relation] = max(columns.get(atom.relation, 0), widest)
        derived |= {each.head.relation for each in rules} | {each.head for each in counts}
        made.append(Stratum(rules, counts))
    for count in (count for stratum in made for count in stratum.counts):
        columns[count.head] = len(count.shared) + 1
    relations = {name: tuple(f"c{place}" for place in range(width)) for name, width in columns.items()}
    return Program(relations, tuple(made), tuple(str(n) for n in range(constants)), frozenset(derived))


def count(head: str, domain: str, items: str) -> Count:
    """How many c1 there are in `items` for each c0 of `domain`."""
    return Count(head, head, domain, items, ("c0",), "c1", Origin(head, mark=Mark("rules.yaml", 9, 3)))


def ground(**rows: Sequence[Sequence[int | None]]) -> Ground:
    """A case whose facts are these rows, numbered through in order of relation and place."""
    numbered: dict[str, tuple[int, ...]] = {}
    start = 0
    for name in sorted(rows):
        numbered[name] = tuple(range(start, start + len(rows[name])))
        start += len(rows[name])
    return Ground({name: tuple(tuple(row) for row in rows[name]) for name in rows}, numbered, passes)


def passes(name: str, arguments: tuple[int, ...]) -> bool:
    """The filters there are: `?even(x)` and `?positive(x, ..)`, on the sum."""
    return sum(arguments) % 2 == 0 if name == "even" else sum(arguments) > 0


def _atom(text: str) -> Atom:
    found = _ATOM.fullmatch(text)
    assert found is not None, text
    terms = found["terms"].split(", ") if found["terms"] else []
    return Atom(found["name"], tuple((f"c{n}", _term(term)) for n, term in enumerate(terms) if term != "_"))


def _comparison(text: str) -> Comparison:
    operator = next(each for each in _OPERATORS if f" {each} " in text)
    left, right = text.split(f" {operator} ")
    return Comparison(_term(left), operator, _term(right))


def _term(text: str) -> Term:
    return Const(int(text)) if text.lstrip("-").isdigit() else Var(text)
