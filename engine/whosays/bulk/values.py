"""What integers stand for, looked up in tables for the few that a test in Python asks about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import duckdb
import numpy as np

from whosays.facts import times
from whosays.facts.times import Time
from whosays.facts.vocabulary import Place
from whosays.rules.filters import holds
from whosays.rules.program import Program

Tester = Callable[[str, Sequence[tuple[int, ...]]], Sequence[bool]]
"""Whether a filter of a program holds, for each of many tuples of arguments."""

_ASKED = "bulk_asked"


def filters_over(connection: duckdb.DuckDBPyConnection, program: Program) -> Tester:
    """The filters of a program, over the values that are told by the tables "value" and "fact_place"."""

    def test(name: str, asked: Sequence[tuple[int, ...]]) -> Sequence[bool]:
        numbers = sorted({number for arguments in asked for number in arguments})
        known = _Values(connection, program, numbers)
        return [holds(name, arguments, known) for arguments in asked]

    return test


class _Values:
    """Some values. What is no value at all (a size, in millionths) is asked about in vain, and never read."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, program: Program, numbers: Sequence[int]) -> None:
        self._constants = program.constants
        self._texts: dict[int, str] = {}
        self._times: dict[int, Time] = {}
        self._places: dict[int, Place] = {}
        connection.register(_ASKED, {"number": np.array(numbers, dtype=np.int64)})
        found = connection.execute(f'SELECT v.* FROM "value" v SEMI JOIN "{_ASKED}" a ON v.number = a.number')
        for number, text, *bounds in found.fetchall():
            if bounds[0] is not None:
                self._times[number] = Time(*bounds)
            elif text is not None:
                self._texts[number] = text
        if "fact_place" in tables_there(connection):
            found = connection.execute(
                'SELECT p.fact, p.id, p."at", p.radius FROM "fact_place" p '
                f'SEMI JOIN "{_ASKED}" a ON p.fact + {len(program.constants)} = a.number'
            )
            for fact, name, at, radius in found.fetchall():
                point = tuple(at) if at is not None else None
                place = Place.model_construct(id=name, at=point, radius=radius)
                self._places[fact + len(program.constants)] = place
        connection.unregister(_ASKED)

    def text(self, number: int) -> str:
        return self._constants[number] if number < len(self._constants) else self._texts.get(number, "")

    def time(self, number: int) -> Time:
        return self._times[number] if number in self._times else times.read_period(self.text(number))

    def place(self, number: int) -> Place:
        return self._places[number]


def tables_there(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The names of all tables and views."""
    found = connection.execute("SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views()")
    return frozenset(name for (name,) in found.fetchall())
