"""What rows say of each other: ids are unique, references fit, and nothing names what is rejected."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import numpy as np

from whosays.bulk import sql
from whosays.bulk.graph import in_rings, reaching
from whosays.bulk.input_files import HEAD
from whosays.bulk.problems import REJECTED_REFERENCE
from whosays.bulk.problems import TABLE as PROBLEM
from whosays.bulk.staging import CASE, IN_CASE, ROW, ROWS_A_KIND, Staged
from whosays.facts.kinds import Field
from whosays.facts.references import NO_RINGS
from whosays.weigh.network import Ints

_ROW, _CASE = sql.name(ROW), sql.name(IN_CASE)


def check_references(connection: duckdb.DuckDBPyConnection, tables: Sequence[Staged], only_case: str) -> None:
    """Add what is wrong with ids and references to the problems, until nothing is new.

    Makes the tables node (row, case, kind, id: of two rows with one id the first) and ref (row, field, target: a row).
    """
    facts = [each for each in tables if each.kind != HEAD]
    heads = [each for each in tables if each.kind == HEAD]
    ids = " UNION ALL ".join(
        f'SELECT {_ROW} AS row, coalesce({_CASE}, {sql.text(only_case)}) AS "case", {each.order} AS kind, id '
        f"FROM {each.table}"
        for each in facts
    )
    connection.execute(f"CREATE TABLE named AS SELECT * FROM ({ids}) WHERE id IS NOT NULL")
    connection.execute('CREATE TABLE twice AS SELECT "case", id FROM named GROUP BY ALL HAVING count(*) > 1')
    if _any(connection, "twice"):
        first = 'SELECT min(row) AS row, "case", min_by(kind, row) AS kind, id FROM named GROUP BY "case", id'
        connection.execute(f"CREATE TABLE node AS {first}")
        _duplicates(connection, facts, only_case)
    else:
        connection.execute("CREATE VIEW node AS SELECT * FROM named")
    _references(connection, facts, only_case)
    _rings(connection, facts)
    _heads(connection, heads)
    _fall(connection)


def _any(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())


def _duplicates(connection: duckdb.DuckDBPyConnection, facts: Sequence[Staged], only_case: str) -> None:
    """Of rows that say the same under one id the first stays; where they differ nobody knows which is meant."""
    said = " UNION ALL ".join(_said(each, only_case) for each in facts)
    connection.execute(
        f"INSERT INTO {PROBLEM} SELECT row, 'id', 'duplicate-id', left(id, 60) FROM (SELECT row, id, "
        f"min(said) OVER w <> max(said) OVER w AS differ, min(row) OVER w AS first FROM ({said}) "
        'WINDOW w AS (PARTITION BY "case", id)) WHERE differ OR row <> first'
    )


def _said(table: Staged, only_case: str) -> str:
    """SELECT of what each row says whose id stands twice, as one text."""
    case = f"coalesce({_CASE}, {sql.text(only_case)})"
    fields = ", ".join(f"{sql.name(each)} := {sql.name(each)}" for each in table.fields)
    return (
        f'SELECT {_ROW} AS row, {case} AS "case", id, {sql.text(table.kind)} || '
        f"to_json(struct_pack({fields}))::VARCHAR AS said "
        f'FROM {table.table} SEMI JOIN twice ON twice."case" = {case} AND twice.id = {table.table}.id'
    )


def _references(connection: duckdb.DuckDBPyConnection, facts: Sequence[Staged], only_case: str) -> None:
    connection.execute("CREATE TABLE ref (row BIGINT, field VARCHAR, target BIGINT)")
    orders = {each.kind: each.order for each in facts}
    for table in facts:
        for field in _used(connection, table):
            ids, kinds, many = sql.name(field.name), field.refers_to, field.many
            if field.type == "quote":
                ids, kinds, many = f"list_transform({ids}, lambda x: x.document)", ("document",), True
            _field(connection, table, field.name, ids, many, [orders.get(each, -1) for each in kinds], only_case)


def _used(connection: duckdb.DuckDBPyConnection, table: Staged) -> list[Field]:
    """The fields of a table that name other facts, and do so in some row."""
    fields = [each for each in table.fields.values() if each.type in {"ref", "quote"}]
    counts = [f"sum(len({sql.name(each.name)}))" if each.many else f"count({sql.name(each.name)})" for each in fields]
    (found,) = connection.execute(f"SELECT {', '.join(counts)} FROM {table.table}").fetchall()
    return [field for field, count in zip(fields, found, strict=True) if count]


def _field(
    connection: duckdb.DuckDBPyConnection,
    table: Staged,
    field: str,
    ids: str,
    many: bool,
    kinds: Sequence[int],
    only_case: str,
) -> None:
    """The references of one field, resolved; those that do not fit are problems."""
    each = (
        f'SELECT {_ROW} AS row, coalesce({_CASE}, {sql.text(only_case)}) AS "case", '
        f"{'unnest' if many else ''}({ids}) AS id FROM {table.table}"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE resolved AS SELECT r.row, r.id, n.row AS target, n.kind AS target_kind "
        f'FROM ({each}) r LEFT JOIN node n ON n."case" = r."case" AND n.id = r.id WHERE r.id IS NOT NULL'
    )
    wrong = f"target_kind NOT IN ({', '.join(map(str, kinds))})" if kinds else "false"
    name = sql.text(field)
    connection.execute(
        f"INSERT INTO {PROBLEM} SELECT DISTINCT row, {name}, code, left(id, 60) FROM (SELECT row, id, CASE "
        f"WHEN target IS NULL THEN 'dangling-reference' WHEN target = row THEN 'self-reference' "
        f"WHEN {wrong} THEN 'wrong-reference' END AS code FROM resolved) WHERE code IS NOT NULL"
    )
    connection.execute(
        f"INSERT INTO ref SELECT {'DISTINCT ' if many else ''}row, {name}, target FROM resolved WHERE target <> row"
    )


def _rings(connection: duckdb.DuckDBPyConnection, facts: Sequence[Staged]) -> None:
    """Every row on a ring of membership, for nobody knows which of its steps is wrong."""
    orders = {each.kind: each.order for each in facts}
    for kind, field in NO_RINGS:
        if kind not in orders:
            continue
        low = (orders[kind] + 1) * ROWS_A_KIND
        edges = connection.execute(
            f"SELECT row, target FROM ref WHERE field = {sql.text(field)} "
            f"AND row >= {low} AND row < {low + ROWS_A_KIND} AND target >= {low} AND target < {low + ROWS_A_KIND}"
        ).fetchnumpy()
        if len(edges["row"]):
            rows, source, target = _dense(edges["row"], edges["target"])
            _insert(connection, rows[in_rings(len(rows), source, target)], f"{sql.text(field)}, 'reference-ring', NULL")


def _heads(connection: duckdb.DuckDBPyConnection, heads: Sequence[Staged]) -> None:
    """A case has one head; what is of a case whose head is rejected is rejected with it."""
    for head in heads:
        connection.execute(
            f"INSERT INTO {PROBLEM} SELECT {_ROW}, {sql.text(CASE)}, 'duplicate-id', {_CASE} FROM {head.table} "
            f"WHERE {_CASE} IN (SELECT {_CASE} FROM {head.table} GROUP BY ALL HAVING count(*) > 1)"
        )
        connection.execute(
            f"INSERT INTO {PROBLEM} SELECT n.row, {sql.text(CASE)}, '{REJECTED_REFERENCE}', n.\"case\" FROM named n "
            f'SEMI JOIN (SELECT h.{_CASE} AS "case" FROM {head.table} h SEMI JOIN {PROBLEM} p ON p.row = h.{_ROW}) b '
            'ON b."case" = n."case"'
        )


def _fall(connection: duckdb.DuckDBPyConnection) -> None:
    """What names a rejected row is rejected, too; so through any number of steps."""
    bad = connection.execute(f"SELECT DISTINCT row FROM {PROBLEM}").fetchnumpy()["row"]
    if not len(bad):
        return
    edges = connection.execute("SELECT row, target FROM ref").fetchnumpy()
    rows, source, target = _dense(edges["row"], edges["target"])
    seeds = np.flatnonzero(np.isin(rows, bad))
    fallen = rows[reaching(len(rows), source, target, seeds)]
    _register(connection, np.union1d(fallen, bad))
    connection.execute(
        f"INSERT INTO {PROBLEM} SELECT r.row, r.field, '{REJECTED_REFERENCE}', min(n.id) FROM ref r "
        f'SEMI JOIN "rows" f ON f.row = r.target JOIN node n ON n.row = r.target ANTI JOIN {PROBLEM} p ON p.row '
        f"= r.row "
        "GROUP BY r.row, r.field"
    )
    connection.unregister("rows")


def _dense(source: Ints, target: Ints) -> tuple[Ints, Ints, Ints]:
    """The rows that are named, sorted, and both ends of the edges as places among them."""
    rows = np.unique(np.concatenate([np.asarray(source), np.asarray(target)]))
    return rows, np.searchsorted(rows, source), np.searchsorted(rows, target)


def _register(connection: duckdb.DuckDBPyConnection, rows: Ints) -> None:
    connection.register("rows", {"row": np.ascontiguousarray(rows, dtype=np.int64)})


def _insert(connection: duckdb.DuckDBPyConnection, rows: Ints, values: str) -> None:
    _register(connection, rows)
    connection.execute(f'INSERT INTO {PROBLEM} SELECT row, {values} FROM "rows"')
    connection.unregister("rows")
