"""The tables that the bulk engine reads, made of a case that was grounded one fact at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import duckdb
import numpy as np

from whosays.conclude import Ground
from whosays.facts.case import Case
from whosays.facts.times import Time
from whosays.facts.vocabulary import Span
from whosays.rules.grounding import GroundedCase
from whosays.rules.program import Program


def connect() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config={"threads": 1})
    connection.execute(
        'CREATE TABLE "value" (number BIGINT, text VARCHAR, start_earliest BIGINT, start_latest BIGINT, '
        "end_earliest BIGINT, end_latest BIGINT)"
    )
    return connection


def fill(connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, tuple[str, Sequence[Any]]]) -> None:
    """A table, by way of a list of texts; None stays NULL."""
    typed = ", ".join(f'"{column}" {type_}' for column, (type_, _) in columns.items())
    connection.execute(f'CREATE TABLE "{name}" ({typed})')
    if any(type_ != "BIGINT" for type_, _ in columns.values()):
        rows = list(zip(*(values for _, values in columns.values()), strict=True))
        if rows:
            marks = ", ".join("?" for _ in columns)
            connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
        return
    arrays = {
        column: np.ma.masked_array(
            [0 if each is None else each for each in values], [each is None for each in values], dtype=np.int64
        )
        for column, (_, values) in columns.items()
    }
    connection.register("filling", arrays)
    connection.execute(f'INSERT INTO "{name}" SELECT * FROM filling')
    connection.unregister("filling")


def fill_ground(connection: duckdb.DuckDBPyConnection, program: Program, ground: Ground) -> None:
    for relation, rows in ground.rows.items():
        columns = {
            name: ("BIGINT", [row[place] for row in rows]) for place, name in enumerate(program.relations[relation])
        }
        fill(connection, f"ground_{relation}", columns | {"fact": ("BIGINT", list(ground.fact_of[relation]))})


def fill_values(connection: duckdb.DuckDBPyConnection, grounded: GroundedCase) -> None:
    facts = len(grounded.case.facts)
    rows = []
    for place, value in enumerate(grounded.values):
        number = place if place < grounded.first_fact else place + facts
        if isinstance(value, Time):
            rows.append((number, None, value.start_earliest, value.start_latest, value.end_earliest, value.end_latest))
        else:
            rows.append((number, value, None, None, None, None))
    if rows:
        connection.executemany('INSERT INTO "value" VALUES (?, ?, ?, ?, ?, ?)', rows)


def fill_facts(connection: duckdb.DuckDBPyConnection, case: Case) -> None:
    """The tables "fact_<kind>": a row a fact, its fields as the vocabulary has them."""
    for kind in dict.fromkeys(fact.kind for fact in case.facts):
        facts = case.of_kind(kind)
        columns: dict[str, tuple[str, list[Any]]] = {"fact": ("BIGINT", [fact.index for fact in facts])}
        for name, field in case.vocabulary[kind].fields.items():
            if field.type == "quote":
                continue
            type_ = {"number": "DOUBLE", "flag": "BOOLEAN", "point": "DOUBLE[]"}.get(field.type, "VARCHAR")
            values = [fact.get(name) for fact in facts]
            if field.many:
                type_, values = f"{type_}[]", [list(each) for each in values]
            elif field.type == "point":
                values = [None if each is None else list(each) for each in values]
            elif field.type == "period":
                values = [f"{each.from_}/{each.to}" if isinstance(each, Span) else each for each in values]
            columns[name] = (type_, values)
        fill(connection, f"fact_{kind}", columns)


def tables_of(grounded: GroundedCase, program: Program) -> duckdb.DuckDBPyConnection:
    """A connection with all that the bulk engine reads of a case."""
    connection = connect()
    fill_ground(connection, program, Ground(grounded.rows, grounded.fact_of, grounded.test))
    fill_values(connection, grounded)
    fill_facts(connection, grounded.case)
    return connection


def each_tested(test: Callable[[str, tuple[int, ...]], bool]) -> Callable[..., list[bool]]:
    return lambda name, asked: [test(name, arguments) for arguments in asked]
