"""Tables of facts into tables of integers, one a relation of the program: what `rules/grounding.py` does with a case.

A fact is the integer first_fact + its index. Constants of the program are the integers below first_fact; every other
text and every time gets one above the facts, in their order. A time that is not known is a value of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from whosays.bulk import sql
from whosays.bulk.check import fact_table
from whosays.bulk.times import ENDS, read_times
from whosays.facts.kinds import Field, Kind, Vocabulary
from whosays.facts.times import UNKNOWN, Time, read_period
from whosays.facts.timetext import UnreadableTimeError
from whosays.rules.body import FACT, ITEM
from whosays.rules.grounding import columns_read
from whosays.rules.lower_tests import UNIT
from whosays.rules.program import Program

_TIMES = {"moment", "period"}


@dataclass(frozen=True, slots=True)
class Grounded:
    """How the integers lie: constants, then facts from `first_fact` on, then other values; `largest` is above all."""

    first_fact: int
    facts: int
    largest: int


def ground_table(relation: str) -> str:
    """The table of a relation, quoted: its columns in the order of the program, and last `fact`."""
    return sql.name(f"ground_{relation}")


def ground(connection: duckdb.DuckDBPyConnection, program: Program, known: Vocabulary) -> Grounded:
    """Make `ground_<relation>` for every relation the program reads from facts, and `value`.

    The tables `fact` and `fact_<kind>` are there. In `value` a constant that reads as a time has its ends, too.
    """
    return _Grounding(connection, program, known).run()


class _Grounding:
    def __init__(self, connection: duckdb.DuckDBPyConnection, program: Program, known: Vocabulary) -> None:
        self.connection = connection
        self.program = program
        self.read = columns_read(program)
        self.kinds = [kind for kind in known.values() if kind.name in self.read or any(self._lists(kind))]
        self.first = len(program.constants)
        self.facts = self._count("fact")
        self.next = self.first + self.facts  # the first integer that nothing has yet

    def run(self) -> Grounded:
        times = [
            (fact_table(kind.name), each) for kind in self.kinds for each in self._fields(kind) if each.type in _TIMES
        ]
        read_times(self.connection, times, "time_read")
        self._values()
        for relation in self.read:
            typed = "".join(f"{sql.name(each)} BIGINT, " for each in self.program.relations[relation])
            self.connection.execute(f"CREATE TABLE {ground_table(relation)} ({typed}fact BIGINT)")
        for kind in self.kinds:
            if kind.name in self.read:
                self._wide(kind)
            for relation, field in self._lists(kind).items():
                self._list(kind, relation, field)
        for used in ("time_read", "text_number", "time_number"):
            self.connection.execute(f"DROP TABLE {used}")
        return Grounded(self.first, self.facts, self.next)

    def _lists(self, kind: Kind) -> Mapping[str, Field]:
        """The relations of a kind that have a row an item of a list."""
        names = {f"{kind.name}.{field.name}": field for field in kind.fields.values() if field.many}
        return {name: field for name, field in names.items() if name in self.read}

    def _fields(self, kind: Kind) -> list[Field]:
        """All fields of a kind that some rule reads."""
        wide = [field for name, field in kind.fields.items() if not field.many and name in self.read.get(kind.name, ())]
        return [*wide, *self._lists(kind).values()]

    def _values(self) -> None:
        """Fill `value` with constants, texts and times, and the tables that give the integer of each."""
        ends, typed = ", ".join(ENDS), ", ".join(f"{each} BIGINT" for each in ENDS)
        self.connection.execute(f"CREATE TABLE value (number BIGINT, text VARCHAR, {typed})")
        self._constants()
        texts = [
            self._items(kind, field)
            for kind in self.kinds
            for field in self._fields(kind)
            if field.type not in {"ref", "number", *_TIMES}
        ]
        said = " UNION ALL ".join(texts) or "SELECT NULL AS fact, NULL AS item"
        self.connection.execute(
            "CREATE TABLE text_number AS SELECT text, number FROM value UNION ALL "
            f"SELECT text, {self.next} + row_number() OVER (ORDER BY text) - 1 FROM (SELECT DISTINCT item AS "
            f"text FROM ({said}) "
            "WHERE item IS NOT NULL) ANTI JOIN value USING (text)"
        )
        self.connection.execute(
            f"INSERT INTO value SELECT number, text, NULL, NULL, NULL, NULL FROM text_number WHERE number >= "
            f"{self.next} ORDER BY number"
        )
        self.next += self._count("text_number") - self.first
        self.connection.execute(
            f"CREATE TABLE time_number AS SELECT text, is_period, {ends}, "
            f"{self.next} + dense_rank() OVER (ORDER BY {ends}) - 1 AS number FROM time_read"
        )
        self.connection.execute(
            f"INSERT INTO value SELECT DISTINCT number, NULL, {ends} FROM time_number ORDER BY number"
        )
        self.next = max(
            self.next,
            *(
                number + 1
                for (number,) in self.connection.execute("SELECT coalesce(max(number), -1) FROM time_number").fetchall()
            ),
        )

    def _constants(self) -> None:
        for number, text in enumerate(self.program.constants):
            try:
                read: tuple[int | None, ...] = _ends(read_period(text))
            except UnreadableTimeError:
                read = (None,) * len(ENDS)
            self.connection.execute("INSERT INTO value VALUES (?, ?, ?, ?, ?, ?)", [number, text, *read])

    def _count(self, table: str) -> int:
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])

    def _items(self, kind: Kind, field: Field) -> str:
        """SELECT of (fact, item) for each value of a field: numbers as such, all else as text."""
        value = f"{'unnest' if field.many else ''}({sql.name(field.name)})"
        item = "item" if field.type == "number" else "CAST(item AS VARCHAR)"
        return f"SELECT fact, {item} AS item FROM (SELECT fact, {value} AS item FROM {fact_table(kind.name)})"

    def _wide(self, kind: Kind) -> None:
        """The rows of a kind: a column that no rule reads is NULL."""
        cells, joins = list[str](), list[str]()
        for column in self.program.relations[kind.name]:
            if column not in self.read[kind.name]:
                cells.append("NULL")
            elif column == FACT:
                cells.append(f"{self.first} + k.fact")
            else:
                field, place = kind.fields[column], f"j{len(joins)}"
                cell, join = self._cell(field, f"k.{sql.name(column)}", place, kind)
                cells.append(cell)
                joins += [join] if join else []
        self.connection.execute(
            f"INSERT INTO {ground_table(kind.name)} SELECT {', '.join(cells)}, k.fact FROM {fact_table(kind.name)} k "
            f"JOIN fact f ON f.fact = k.fact {' '.join(joins)} ORDER BY k.fact"
        )

    def _list(self, kind: Kind, relation: str, field: Field) -> None:
        """A row an item of a list, each item once."""
        cell, join = self._cell(field, "k.item", "j", kind)
        cells = {FACT: f"{self.first} + k.fact", ITEM: cell}
        columns = ", ".join(cells[each] for each in self.program.relations[relation])
        self.connection.execute(
            f"INSERT INTO {ground_table(relation)} SELECT DISTINCT {columns}, k.fact FROM "
            f"({self._items(kind, field)}) k "
            f"JOIN fact f ON f.fact = k.fact {join} ORDER BY ALL"
        )

    def _cell(self, field: Field, written: str, place: str, kind: Kind) -> tuple[str, str]:
        """SQL for the integer of a value, and the join it takes."""
        match field.type:
            case "number":
                return f"CAST(round_even({written} * {UNIT}, 0) AS BIGINT)", ""
            case "ref":
                named = f"WHERE kind IN {sql.texts(field.refers_to)}" if field.refers_to else ""
                facts = f'LEFT JOIN (SELECT fact, "case", id FROM fact {named}) {place}'
                return (
                    f"{self.first} + {place}.fact",
                    f'{facts} ON {place}."case" = f."case" AND {place}.id = {written}',
                )
            case "moment" | "period":
                unknown = "" if field.many else self._unknown(kind, field)
                period = field.type == "period"
                join = f"LEFT JOIN time_number {place} ON {place}.text = {written} AND {place}.is_period = {period}"
                return (f"coalesce({place}.number, {place}u.number)" if unknown else f"{place}.number"), (
                    f"{join} {unknown.format(place=place)}"
                )
            case _:
                join = f"LEFT JOIN text_number {place} ON {place}.text = CAST({written} AS VARCHAR)"
                return f"{place}.number", join

    def _unknown(self, kind: Kind, field: Field) -> str:
        """Give an integer of its own to each time of a field that is left out; the join that gives it."""
        table = sql.name(f"unknown {kind.name}.{field.name}")
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT fact, {self.next} + row_number() OVER (ORDER BY "
            f"fact) - 1 AS number "
            f"FROM {fact_table(kind.name)} WHERE {sql.name(field.name)} IS NULL"
        )
        self.connection.execute(
            f"INSERT INTO value SELECT number, NULL, {', '.join(map(str, _ends(UNKNOWN)))} FROM {table} ORDER BY number"
        )
        self.next += self._count(table)
        return f"LEFT JOIN {table} {{place}}u ON {{place}}u.fact = k.fact"


def _ends(time: Time) -> tuple[int, int, int, int]:
    return (time.start_earliest, time.start_latest, time.end_earliest, time.end_latest)
