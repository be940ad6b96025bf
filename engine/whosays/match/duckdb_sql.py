"""Flat rules as SQL: a SELECT a rule, over one table that holds the rows of all relations.

The table has the columns relation, number, feed and c0, c1, ..: a row's relation and number, the feed that brought it,
and those of its cells that a rule asks for, NULL where they are not known. Identifiers are quoted, and no text of a
rule gets into a statement.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from whosays.match.matcher import Row
from whosays.match.rule_sql import column, identifier, joined, table, text_of
from whosays.rules.program import Atom, Const, Program, Stratum, Term

TABLE = "rows"
FEED = "feed"
"""The parameter of a statement: the number of the latest feed."""

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
        columns = [
            exp.ColumnDef(this=identifier(name), kind=exp.DataType.build(type_)) for name, type_ in types.items()
        ]
        schema = exp.Schema(this=table(TABLE), expressions=columns)
        temporary = exp.Properties(expressions=[exp.TemporaryProperty()])
        return text_of(exp.Create(this=schema, kind="TABLE", properties=temporary))

    def insert(self, source: str) -> str:
        """The statement that takes all rows of a view with the table's columns."""
        all_of = exp.select(exp.Star(), copy=False).from_(table(source), copy=False)
        return text_of(exp.Insert(this=table(TABLE), expression=all_of))

    def select(self, index: int, newest: int | None = None) -> str:
        """The matches of a rule: its index and the number of each atom's row, NULL for the atoms that others have more.

        With `newest`, that atom's row is of the latest feed and those before it are of earlier ones, so that the
        statements for all atoms of a rule give each new match once.
        """
        key = (index, newest)
        text = self._selects.get(key)
        if text is None:
            text = self._selects[key] = text_of(self._select(index, newest))
        return text

    def _select(self, index: int, newest: int | None) -> exp.Select:
        rule = self.stratum.rules[index]
        numbers: list[exp.Expr] = [column(f"a{place}", "number") for place in range(len(rule.body))]
        numbers += [exp.Null() for _ in range(self._atoms - len(rule.body))]
        select, _ = joined(rule, self, newest)
        return select.select(exp.Literal.number(index), *numbers, copy=False)

    def table(self, relation: str, alias: str) -> exp.Table:  # noqa: ARG002 - all relations stand in one table
        """The one table."""
        return table(TABLE, alias)

    def cell(self, relation: str, name: str, alias: str) -> exp.Column:
        """A column of a relation in it."""
        return column(alias, f"c{self.cells[relation].index(self.program.relations[relation].index(name))}")

    def belongs(self, relation: str, alias: str) -> Iterator[exp.Expr]:
        """The test that a row of the table is one of the relation."""
        number = exp.Literal.number(self.numbers[relation])
        yield exp.EQ(this=column(alias, "relation"), expression=number)

    def fed(self, place: int, newest: int | None) -> Iterator[exp.Expr]:
        """Which feed the row of an atom is of."""
        if newest is not None and place <= newest:
            compare = exp.EQ if place == newest else exp.LT
            yield compare(this=column(f"a{place}", "feed"), expression=exp.Placeholder(this=FEED))
