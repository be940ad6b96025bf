"""Flat rules as SQL: a SELECT a rule, over one table that holds the rows of all relations.

The table has the columns relation, number, feed and c0, c1, ..: a row's relation and number, the feed that brought it,
and those of its cells that a rule asks for, NULL where they are not known. Identifiers are quoted, and no text of a
rule gets into a statement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from sqlglot import Dialect, exp

from whosays.match.join_order import join_order
from whosays.match.matcher import Row
from whosays.rules.program import Atom, Comparison, Const, FlatRule, Program, Stratum, Term, Var

TABLE = "rows"
FEED = "feed"
"""The parameter of a statement: the number of the latest feed."""

_COMPARE: Mapping[str, type[exp.Binary]] = {
    "=": exp.EQ, "!=": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE,
}  # fmt: skip

_DUCKDB = Dialect.get_or_raise("duckdb")

_Bound = dict[str, exp.Column]

Sign = tuple[str, int | None, int | None]
"""A relation; or a relation, a column by its place, and a value in it."""


class StratumSql:
    """Writes the statements of one stratum, each when it is first asked for."""

    def __init__(self, program: Program, stratum: Stratum) -> None:
        self.program = program
        self.stratum = stratum
        self.numbers = {name: number for number, name in enumerate(sorted(program.relations))}
        asked: dict[str, set[int]] = {name: set() for name in program.relations}
        self._written: dict[str, set[int]] = {name: set() for name in program.relations}
        for rule in stratum.rules:
            for atom in (*rule.body, *rule.negated):
                asked[atom.relation].update(place for place, _ in self._places(atom))
            for atom in rule.body:
                self._written[atom.relation].update(p for p, term in self._places(atom) if isinstance(term, Const))
        self.cells = {name: tuple(sorted(places)) for name, places in asked.items()}
        """The columns of a relation that the table has, by their places in a row."""
        self.width = max(map(len, self.cells.values()), default=0)
        self._atoms = max((len(rule.body) for rule in stratum.rules), default=0)
        self._selects: dict[tuple[int, int | None], str] = {}

    def _places(self, atom: Atom) -> Iterator[tuple[int, Term]]:
        columns = self.program.relations[atom.relation]
        return ((columns.index(name), term) for name, term in atom.terms)

    def needs(self, index: int) -> frozenset[Sign]:
        """What there must be for a rule to match at all: a row of each relation, each constant in its column."""
        return frozenset(
            sign
            for atom in self.stratum.rules[index].body
            for sign in (
                (atom.relation, None, None),
                *((atom.relation, place, term.value) for place, term in self._places(atom) if isinstance(term, Const)),
            )
        )

    def signs(self, row: Row) -> Iterator[Sign]:
        """What a row has of that."""
        yield row.relation, None, None
        for place in self._written[row.relation]:
            yield row.relation, place, row.values[place]

    def create(self) -> str:
        """The statement that makes the table."""
        types = {"relation": "INTEGER", "number": "BIGINT", "feed": "INTEGER"}
        types |= {f"c{place}": "BIGINT" for place in range(self.width)}
        columns = [exp.ColumnDef(this=_name(name), kind=exp.DataType.build(type_)) for name, type_ in types.items()]
        schema = exp.Schema(this=exp.Table(this=_name(TABLE)), expressions=columns)
        temporary = exp.Properties(expressions=[exp.TemporaryProperty()])
        return _text(exp.Create(this=schema, kind="TABLE", properties=temporary))

    def insert(self, source: str) -> str:
        """The statement that takes all rows of a view with the table's columns."""
        all_of = exp.select(exp.Star(), copy=False).from_(exp.Table(this=_name(source)), copy=False)
        return _text(exp.Insert(this=exp.Table(this=_name(TABLE)), expression=all_of))

    def select(self, index: int, newest: int | None = None) -> str:
        """The matches of a rule: its index and the number of each atom's row, NULL for the atoms that others have more.

        With `newest`, that atom's row is of the latest feed and those before it are of earlier ones, so that the
        statements for all atoms of a rule give each new match once.
        """
        key = (index, newest)
        text = self._selects.get(key)
        if text is None:
            text = self._selects[key] = _text(self._select(index, newest))
        return text

    def _select(self, index: int, newest: int | None) -> exp.Select:
        rule = self.stratum.rules[index]
        numbers: list[exp.Expr] = [_column(f"a{place}", "number") for place in range(len(rule.body))]
        numbers += [exp.Null() for _ in range(self._atoms - len(rule.body))]
        select = exp.select(exp.Literal.number(index), *numbers, copy=False)
        waiting, bound, start = list(rule.comparisons), _Bound(), list[exp.Expr]()
        compared = _compared_variables(rule)
        for place in join_order(rule.body, newest):
            tests = [*self._fits(rule.body[place], f"a{place}", bound, compared), *_fed(place, newest)]
            ready = [test for test in waiting if _variables(test) <= bound.keys()]
            waiting = [test for test in waiting if test not in ready]
            tests += [_compared(test, bound) for test in ready]
            if start:
                select = select.join(_rows(f"a{place}"), on=exp.and_(*tests, copy=False), copy=False)
            else:
                select, start = select.from_(_rows(f"a{place}"), copy=False), tests
        for place, atom in enumerate(rule.negated):
            fits = exp.and_(*self._fits(atom, f"n{place}", dict(bound)), copy=False)
            select = select.join(_rows(f"n{place}"), on=fits, join_type="anti", copy=False)
        return select.where(*start, copy=False)

    def _fits(self, atom: Atom, alias: str, bound: _Bound, compared: Collection[str] = ()) -> Iterator[exp.Expr]:
        """What a row must be like to match an atom; variables that it is the first to name are bound to its columns.

        They must be known. What is compared with something is: NULL passes no comparison.
        """
        relation = exp.Literal.number(self.numbers[atom.relation])
        yield exp.EQ(this=_column(alias, "relation"), expression=relation)
        cells = self.cells[atom.relation]
        for place, term in self._places(atom):
            column = _column(alias, f"c{cells.index(place)}")
            if isinstance(term, Const) or term.name in bound:
                yield exp.EQ(this=column, expression=_value(term, bound))
            else:
                bound[term.name] = column
                if term.name not in compared:
                    yield exp.Not(this=exp.Is(this=column.copy(), expression=exp.Null()))


def _rows(alias: str) -> exp.Table:
    return exp.Table(this=_name(TABLE), alias=exp.TableAlias(this=_name(alias)))


def _fed(place: int, newest: int | None) -> list[exp.Expr]:
    """Which feed the row of an atom is of."""
    if newest is None or place > newest:
        return []
    compare = exp.EQ if place == newest else exp.LT
    return [compare(this=_column(f"a{place}", "feed"), expression=exp.Placeholder(this=FEED))]


def _compared_variables(rule: FlatRule) -> frozenset[str]:
    """The variables that stand in two atoms, twice in one, or in a comparison."""
    mentions = Counter(term.name for atom in rule.body for _, term in atom.terms if isinstance(term, Var))
    return frozenset(name for name, times in mentions.items() if times > 1).union(
        *(_variables(test) for test in rule.comparisons)
    )


def _variables(test: Comparison) -> frozenset[str]:
    return frozenset(term.name for term in (test.left, test.right) if isinstance(term, Var))


def _compared(test: Comparison, bound: _Bound) -> exp.Binary:
    return _COMPARE[test.operator](this=_value(test.left, bound), expression=_value(test.right, bound))


def _value(term: Term, bound: _Bound) -> exp.Expr:
    return exp.Literal.number(term.value) if isinstance(term, Const) else bound[term.name].copy()


def _column(alias: str, name: str) -> exp.Column:
    return exp.Column(this=_name(name), table=_name(alias))


def _name(text: str) -> exp.Identifier:
    return exp.Identifier(this=text, quoted=True)


def _text(expression: exp.Expr) -> str:
    return _DUCKDB.generate(expression, copy=False)
