"""The times of a bulk input: every text is read once, by the code that reads those of a case."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import duckdb
import numpy as np

from whosays.bulk import sql
from whosays.bulk.problems import TABLE as PROBLEM
from whosays.bulk.staging import ROW, Staged
from whosays.facts.entry import Ends
from whosays.facts.kinds import Field
from whosays.facts.times import Time, read_moment, read_period
from whosays.facts.timetext import UnreadableTimeError

TABLE = "read_time"
"""Columns: text, is_period, the four ends of the time, and the code of what is wrong with it."""
ENDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
_AT_ONCE = 200_000


def time_fields(table: Staged) -> tuple[Field, ...]:
    """The fields that hold times."""
    return tuple(each for each in table.fields.values() if each.type in {"moment", "period"})


def read_time(text: str, *, is_period: bool) -> Time:
    """The time that a stored text stands for. Raises UnreadableTimeError."""
    if is_period and text.startswith("{"):
        try:
            ends = json.loads(text)
            return read_period(Ends(ends.get("from"), ends.get("to")))
        except (ValueError, AttributeError) as error:  # a text that only begins like two ends; its cell is rejected
            raise error if isinstance(error, UnreadableTimeError) else UnreadableTimeError("not a time") from error
    return read_period(text) if is_period else read_moment(text)


def read_times(connection: duckdb.DuckDBPyConnection, tables: Iterable[tuple[str, Field]], name: str = TABLE) -> None:
    """Make a table of all times in these columns (a table's quoted name, a field), each text once."""
    connection.execute(
        f"CREATE TABLE {name} (text VARCHAR, is_period BOOLEAN, {', '.join(f'{each} BIGINT' for each in ENDS)}, "
        f"code VARCHAR)"
    )
    selects = [
        f"SELECT {'unnest' if field.many else ''}({sql.name(field.name)}) AS text, {field.type == 'period'} AS "
        f"is_period FROM {table}"
        for table, field in tables
    ]
    if not selects:
        return
    each = f"SELECT DISTINCT text, is_period FROM ({' UNION ALL '.join(selects)}) WHERE text IS NOT NULL"
    cursor = connection.cursor()
    cursor.execute(each)
    while rows := cursor.fetchmany(_AT_ONCE):
        insert_times(connection, rows, name)
    cursor.close()


def insert_times(connection: duckdb.DuckDBPyConnection, rows: Sequence[tuple[str, bool]], name: str = TABLE) -> None:
    """Read these texts and put them into the table."""
    ends = np.zeros((len(ENDS), len(rows)), dtype=np.int64)
    codes = np.full(len(rows), "", dtype=object)
    for place, (text, is_period) in enumerate(rows):
        try:
            read = read_time(text, is_period=is_period)
        except UnreadableTimeError as error:
            codes[place] = error.code
            continue
        ends[:, place] = (read.start_earliest, read.start_latest, read.end_earliest, read.end_latest)
    columns = {
        "text": np.array([text for text, _ in rows], dtype=object),
        "is_period": np.array([is_period for _, is_period in rows], dtype=np.bool_),
        **dict(zip(ENDS, ends, strict=True)),
        "code": codes,
    }
    connection.register("times read", columns)
    connection.execute(f"INSERT INTO {name} SELECT * REPLACE (nullif(code, '') AS code) FROM \"times read\"")
    connection.unregister("times read")


def time_problems(connection: duckdb.DuckDBPyConnection, tables: Iterable[Staged]) -> None:
    """A problem for every cell whose time could not be read."""
    if not connection.execute(f"SELECT count(*) FROM {TABLE} WHERE code IS NOT NULL").fetchall()[0][0]:
        return
    for table in tables:
        for field in time_fields(table):
            texts = (
                f"SELECT {sql.name(ROW)} AS row, {'unnest' if field.many else ''}({sql.name(field.name)}) "
                f"AS text FROM {table.table}"
            )
            connection.execute(
                f"INSERT INTO {PROBLEM} SELECT DISTINCT row, {sql.text(field.name)}, code, left(text, 60) FROM "
                f"({texts}) "
                f"JOIN {TABLE} USING (text) WHERE code IS NOT NULL AND is_period = {field.type == 'period'}"
            )
