"""What a flat rule joins, as SQL, wherever the rows of its relations stand. Identifiers are quoted, always."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

from sqlglot import Dialect, exp

from whosays.match.join_order import join_order
from whosays.rules.program import Atom, Comparison, Const, FlatRule, Term, Var

Bound = dict[str, exp.Column]
"""The column that each variable of a rule is read from."""

_COMPARE: Mapping[str, type[exp.Binary]] = {
    "=": exp.EQ, "!=": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE,
}  # fmt: skip

_DUCKDB = Dialect.get_or_raise("duckdb")


class Layout(Protocol):
    """Where the rows of relations stand."""

    def table(self, relation: str, alias: str) -> exp.Table:
        """The table that holds the rows of a relation."""

    def cell(self, relation: str, column: str, alias: str) -> exp.Column:
        """A column of a relation in it."""

    def belongs(self, relation: str, alias: str) -> Iterator[exp.Expr]:
        """The tests that a row of the table is one of the relation."""

    def fed(self, place: int, newest: int | None) -> Iterator[exp.Expr]:
        """The tests that the row of the atom at a place is new, or is not, where that of the atom `newest` is to be."""


def joined(rule: FlatRule, layout: Layout, newest: int | None = None) -> tuple[exp.Select, Bound]:
    """What the body of a rule selects, without columns, and where its variables are; the rows of atom i are "a<i>".

    Filters are left to the caller.
    """
    select, bound = exp.Select(), Bound()
    waiting, where = list(rule.comparisons), list[exp.Expr]()
    compared = _compared_variables(rule)
    order = join_order(rule.body, newest)
    for place in order:
        atom, alias = rule.body[place], f"a{place}"
        tests = [*_fits(atom, alias, layout, bound, compared), *layout.fed(place, newest)]
        ready = [test for test in waiting if _variables(test) <= bound.keys()]
        waiting = [test for test in waiting if test not in ready]
        tests += [_compared(test, bound) for test in ready]
        table = layout.table(atom.relation, alias)
        if place == order[0]:
            select, where = select.from_(table, copy=False), tests
        else:
            select = select.join(table, on=_all(tests), copy=False)
    for place, atom in enumerate(rule.negated):
        fits = _all([*_fits(atom, f"n{place}", layout, dict(bound))])
        select = select.join(layout.table(atom.relation, f"n{place}"), on=fits, join_type="anti", copy=False)
    return select.where(*where, copy=False), bound


def _fits(atom: Atom, alias: str, layout: Layout, bound: Bound, compared: Collection[str] = ()) -> Iterator[exp.Expr]:
    """What a row must be like to match an atom; variables that it is the first to name are bound to its columns.

    They must be known. What is compared with something is: NULL passes no comparison.
    """
    yield from layout.belongs(atom.relation, alias)
    for name, term in atom.terms:
        cell = layout.cell(atom.relation, name, alias)
        if isinstance(term, Const) or term.name in bound:
            yield exp.EQ(this=cell, expression=value(term, bound))
        else:
            bound[term.name] = cell
            if term.name not in compared:
                yield exp.Not(this=exp.Is(this=cell.copy(), expression=exp.Null()))


def _all(tests: list[exp.Expr]) -> exp.Expr:
    return exp.and_(*tests, copy=False) if tests else exp.true()


def _compared_variables(rule: FlatRule) -> frozenset[str]:
    """The variables that stand in two atoms, twice in one, or in a comparison."""
    mentions = Counter(term.name for atom in rule.body for _, term in atom.terms if isinstance(term, Var))
    return frozenset(name for name, times in mentions.items() if times > 1).union(
        *(_variables(test) for test in rule.comparisons)
    )


def _variables(test: Comparison) -> frozenset[str]:
    return frozenset(term.name for term in (test.left, test.right) if isinstance(term, Var))


def _compared(test: Comparison, bound: Bound) -> exp.Binary:
    return _COMPARE[test.operator](this=value(test.left, bound), expression=value(test.right, bound))


def value(term: Term, bound: Bound) -> exp.Expr:
    """A term of a rule, where its variables are read from these columns."""
    return exp.Literal.number(term.value) if isinstance(term, Const) else bound[term.name].copy()


def table(name: str, alias: str = "") -> exp.Table:
    """A table, under another name if one is given."""
    return exp.Table(this=identifier(name), alias=exp.TableAlias(this=identifier(alias)) if alias else None)


def column(alias: str, name: str) -> exp.Column:
    """A column of the table of that name."""
    return exp.Column(this=identifier(name), table=identifier(alias))


def identifier(text: str) -> exp.Identifier:
    """A name, quoted."""
    return exp.Identifier(this=text, quoted=True)


def text_of(expression: exp.Expr) -> str:
    """A statement as DuckDB reads it."""
    return _DUCKDB.generate(expression, copy=False)
