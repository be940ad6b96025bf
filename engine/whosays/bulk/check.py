"""Tables of files into tables of facts: what is good as `fact_<kind>`, what is not as `reject`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from whosays.bulk import problems, sql
from whosays.bulk.input_files import HEAD, TableFile
from whosays.bulk.references import check_references
from whosays.bulk.staging import AT, FILE, IN_CASE, PROBLEMS, ROW, Staged, stage
from whosays.bulk.times import read_times, time_fields, time_problems
from whosays.facts.kinds import Vocabulary, head_fields
from whosays.facts.times import read_moment
from whosays.facts.timetext import UnreadableTimeError
from whosays.problems import Mark, Problem, ProblemsError

ONLY_CASE = "case"
"""The case of all rows where none says which it is of, and no head does."""
REJECT_COLUMNS = ("reason", "message", "file", "row", "kind", "case", "id", "field")


@dataclass(frozen=True, slots=True)
class Checked:
    """How much there is in the tables: fact (fact, case, kind, id), fact_<kind>, head, reject."""

    rows: int
    facts: int
    claims: int
    cases: int
    rejected: int


def fact_table(kind: str) -> str:
    """The table of the facts of a kind, quoted: `fact`, and a column a field."""
    return sql.name(f"fact_{kind}")


def check(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[TableFile],
    known: Vocabulary,
    *,
    as_of: str | None = None,
    strict: bool = False,
) -> Checked:
    """Read and check all files, as a case in YAML is checked.

    Makes the tables `fact`, `fact_<kind>` for every kind, `head` and `reject`. Raises ProblemsError where a file cannot
    be read or has other columns, and with `strict` for the first row that is rejected.
    """
    _check_as_of(as_of)
    problems.create(connection)
    tables = stage(connection, files, known)
    facts = [each for each in tables if each.kind != HEAD]
    for table in tables:
        problems.collect(connection, table)
    only_case = _only_case(connection, tables)
    read_times(connection, [(table.table, field) for table in tables for field in time_fields(table)])
    time_problems(connection, tables)
    check_references(connection, tables, only_case)
    _rejects(connection, tables, files, only_case)
    if strict:
        _first(connection)
    connection.execute(f"CREATE TABLE bad AS SELECT DISTINCT row FROM {problems.TABLE}")
    _facts(connection, facts, known)
    _heads(connection, tables, as_of)
    rows = sum(_count(connection, each.table) for each in tables)
    counted = Checked(
        rows,
        _count(connection, "fact"),
        _count(connection, fact_table("claim")),
        _count(connection, "head"),
        _count(connection, "bad"),
    )
    for used in [each.table for each in tables] + ["ref", "twice", "bad", problems.TABLE, "read_time"]:
        connection.execute(f"DROP TABLE {used}")
    for used in ("node", "named"):
        connection.execute(f"DROP {_sort(connection, used)} {used}")
    return counted


def _sort(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """Whether it is a TABLE or a VIEW."""
    found = connection.execute(
        f"SELECT 1 FROM duckdb_views() WHERE view_name = {sql.text(name)} AND NOT internal"
    ).fetchall()
    return "VIEW" if found else "TABLE"


def _check_as_of(as_of: str | None) -> None:
    try:
        if as_of is not None:
            read_moment(as_of)
    except UnreadableTimeError as error:
        raise ProblemsError([Problem(error.code, error.message, Mark("--as-of"), hint=error.hint)]) from error


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def _only_case(connection: duckdb.DuckDBPyConnection, tables: Sequence[Staged]) -> str:
    """The case of rows that name none. Where some name one, those that do not have a problem."""
    case, row = sql.name(IN_CASE), sql.name(ROW)
    facts = [each for each in tables if each.kind != HEAD]
    named = any(
        connection.execute(f"SELECT 1 FROM {each.table} WHERE {case} IS NOT NULL LIMIT 1").fetchall() for each in facts
    )
    if named:
        for each in facts:
            connection.execute(
                f"INSERT INTO {problems.TABLE} SELECT {row}, 'case', 'missing-field', NULL FROM {each.table} "
                f"WHERE {case} IS NULL "
                f"AND NOT list_contains(list_transform({sql.name(PROBLEMS)}, lambda x: x.field), 'case')"
            )
        return ONLY_CASE
    heads = [each for each in tables if each.kind == HEAD]
    found = [
        found[0]
        for each in heads
        for found in connection.execute(f"SELECT {case} FROM {each.table} LIMIT 2").fetchall()
    ]
    return str(found[0]) if len(found) == 1 and found[0] is not None else ONLY_CASE


def _rejects(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Staged], files: Sequence[TableFile], only_case: str
) -> None:
    row, at, file, case = (sql.name(each) for each in (ROW, AT, FILE, IN_CASE))
    connection.execute("CREATE TABLE file (number INTEGER, name VARCHAR)")
    named = ", ".join(f"({number}, {sql.text(each.name)})" for number, each in enumerate(files))
    connection.execute(f"INSERT INTO file VALUES {named}")
    rows = " UNION ALL ".join(
        f"SELECT {row} AS row, {file} AS number, {at} AS place, {sql.text(each.kind)} AS kind, "
        f'coalesce({case}, {sql.text(only_case)}) AS "case", {"NULL" if each.kind == HEAD else "id"} AS id FROM '
        f"{each.table} "
        f"SEMI JOIN {problems.TABLE} p ON p.row = {row}"
        for each in tables
    )
    connection.execute(
        f"CREATE TABLE reject AS SELECT DISTINCT p.code AS reason, "
        f"{problems.message('p.code', 'p.field', 'p.value')} AS message, "
        f'f.name AS file, r.place AS row, r.kind, r."case", r.id, p.field FROM {problems.TABLE} p JOIN ({rows}) '
        f"r ON r.row = p.row "
        "JOIN file f ON f.number = r.number ORDER BY file, row, reason, field, message"
    )
    connection.execute("DROP TABLE file")


def _first(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise the first rejected row as a problem."""
    found = connection.execute(
        "SELECT reason, message, file, row FROM reject ORDER BY file, row, reason, message LIMIT 1"
    ).fetchall()
    for code, message, file, row in found:
        raise ProblemsError([Problem(code, f"row {row}: {message}", Mark(file))])


def _facts(connection: duckdb.DuckDBPyConnection, facts: Sequence[Staged], known: Vocabulary) -> None:
    """Number the facts, by kind, then case, then id: of one case, in its order; and keep those of each kind."""
    row = sql.name(ROW)
    kinds = ", ".join(f"({each.order}, {sql.text(each.kind)})" for each in facts) or "(-1, '')"
    connection.execute(
        'CREATE TABLE fact AS SELECT row_number() OVER (ORDER BY n.kind, n."case", n.id) - 1 AS fact, n."case", '
        "k.name AS kind, n.id, n.row "
        f"FROM node n ANTI JOIN bad b ON b.row = n.row JOIN (VALUES {kinds}) k(number, name) ON k.number = "
        f"n.kind ORDER BY fact"
    )
    staged = {each.kind: each for each in facts}
    for kind in known.values():
        columns = "".join(f", s.{sql.name(each)}" for each in kind.fields)
        if kind.name in staged:
            source = (
                f"SELECT f.fact{columns} FROM {staged[kind.name].table} s JOIN fact f ON f.row = s.{row} "
                f"ORDER BY f.fact"
            )
            connection.execute(f"CREATE TABLE {fact_table(kind.name)} AS {source}")
        else:
            create_fact_table(connection, kind.name, known)
    connection.execute("ALTER TABLE fact DROP COLUMN row")


def create_fact_table(connection: duckdb.DuckDBPyConnection, kind: str, known: Vocabulary) -> None:
    """An empty table of facts of a kind."""
    from whosays.bulk.cells import stored_type  # noqa: PLC0415

    typed = "".join(f", {sql.name(each.name)} {stored_type(each)}" for each in known[kind].fields.values())
    connection.execute(f"CREATE TABLE {fact_table(kind)} (fact BIGINT{typed})")


def _heads(connection: duckdb.DuckDBPyConnection, tables: Sequence[Staged], as_of: str | None) -> None:
    """A head for every case that has facts; what its row leaves out is the id as title, and the date that was given."""
    words = [each for each in head_fields() if each not in {"case", "format"}]
    heads = [each for each in tables if each.kind == HEAD]
    known = (
        heads[0].table
        if heads
        else '(SELECT NULL AS "#case", NULL AS "#row", NULL AS title, NULL AS as_of, NULL AS question)'
    )
    given = {"title": 'f."case"', "as_of": "NULL" if as_of is None else sql.text(as_of)}
    columns = ", ".join(f"CAST(coalesce(h.{each}, {given.get(each, 'NULL')}) AS VARCHAR) AS {each}" for each in words)
    connection.execute(
        f'CREATE TABLE head AS SELECT f."case", {columns} FROM (SELECT DISTINCT "case" FROM fact) f '
        f'LEFT JOIN (SELECT * FROM {known} h ANTI JOIN bad b ON b.row = h."#row") h ON h."#case" = f."case" '
        f'ORDER BY f."case"'
    )
