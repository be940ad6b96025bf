"""What is wrong with rows, as rows: a table of problems, and the words for each code."""

from __future__ import annotations

import duckdb

from whosays.bulk import sql
from whosays.bulk.staging import PROBLEMS, ROW, Staged

TABLE = "problem"
REJECTED_REFERENCE = "rejected-reference"
_MESSAGES = {
    "bad-id": "%v cannot be an id",
    "control-character": "%f has a control character in it",
    "dangling-reference": "there is no %v in this case",
    "duplicate-id": "%v is the id of another fact of this case, too",
    "duplicate-key": "a field stands twice in this row",
    "empty-field": "%f is empty, or has an empty item",
    "missing-field": "this row has no %f",
    "missing-id": "this row has no %f",
    "not-a-fact": "this line is no JSON object",
    "out-of-range": "%f cannot be %v",
    "reference-ring": "%f leads back to where it began",
    REJECTED_REFERENCE: "%f names %v, which was rejected",
    "self-reference": "%f names the fact itself",
    "text-too-long": "%f has too many characters",
    "time-order": "%f ends before it begins: %v",
    "too-few": "%f has too few items",
    "unknown-choice": "%f cannot be %v",
    "unknown-field": "there is no field %f here",
    "unreadable-length": "%v is no length",
    "unreadable-time": "%v is no date or time that is known here",
    "wrong-reference": "%f cannot name %v, which is of another kind",
    "wrong-type": "%v is not the sort of value that %f takes",
}


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """An empty table of problems."""
    connection.execute(f"CREATE TABLE {TABLE} (row BIGINT, field VARCHAR, code VARCHAR, value VARCHAR)")


def collect(connection: duckdb.DuckDBPyConnection, table: Staged) -> None:
    """The problems of the cells of a table."""
    row, found = sql.name(ROW), sql.name(PROBLEMS)
    connection.execute(
        f"INSERT INTO {TABLE} SELECT row, x.field, x.code, x.value FROM "
        f"(SELECT {row} AS row, unnest({found}) AS x FROM {table.table} WHERE len({found}) > 0)"
    )


def message(code: str, field: str, value: str) -> str:
    """SQL for the words of a problem, from SQL for its parts."""
    quoted = {"%f": f"'\"' || coalesce({field}, '') || '\"'", "%v": f"'\"' || coalesce({value}, '') || '\"'"}
    cases = []
    for word, template in _MESSAGES.items():
        parts, rest = [], template
        while rest:
            at = min((rest.find(mark) for mark in quoted if mark in rest), default=-1)
            if at < 0:
                parts.append(sql.text(rest))
                break
            parts += [sql.text(rest[:at])] if at else []
            parts.append(quoted[rest[at : at + 2]])
            rest = rest[at + 2 :]
        cases.append(f"WHEN {sql.text(word)} THEN {' || '.join(parts)}")
    return f"CASE {code} {' '.join(cases)} END"
