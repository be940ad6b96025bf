"""Files into tables of checked cells: a row a row of a file, with all that is wrong with its own cells."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from whosays.bulk import sql
from whosays.bulk.cells import Cell, cell, stored_type
from whosays.bulk.input_files import HEAD, TableFile
from whosays.facts.kinds import Field, Vocabulary, head_fields
from whosays.problems import Mark, Problem, ProblemsError, suggest

CASE = "case"
"""The column that says which case a row belongs to."""
ROW, FILE, AT, IN_CASE, PROBLEMS = "#row", "#file", "#at", "#case", "#problems"
"""Columns of a staged table beside its fields: a number of its own, file and row there, its case, what is wrong."""
ROWS_A_KIND = 2**40
_LONGEST_LINE = 16_000_000
_PROBLEM = "STRUCT(field VARCHAR, code VARCHAR, value VARCHAR)[]"
_CASE_ID = head_fields()["case"]


@dataclass(frozen=True, slots=True)
class Staged:
    """A table that was read: its kind, the place of the kind, its fields."""

    kind: str
    order: int
    fields: Mapping[str, Field]

    @property
    def table(self) -> str:
        """Its name, quoted."""
        return sql.name(f"stage_{self.kind}")


def stage(connection: duckdb.DuckDBPyConnection, files: Sequence[TableFile], known: Vocabulary) -> tuple[Staged, ...]:
    """All tables, staged. Raises ProblemsError where a file cannot be read, or has a column that is no field."""
    columns = {each: _columns(connection, each) for each in files}
    problems = _without_case(columns)
    for file, found in columns.items():
        problems += _unknown_columns(file, found, known)
    if problems:
        raise ProblemsError(problems)
    staged = []
    for kind in sorted({each.kind for each in files}, key=lambda name: -1 if name == HEAD else known[name].order):
        table = Staged(
            kind, -1 if kind == HEAD else known[kind].order, head_table() if kind == HEAD else known[kind].fields
        )
        typed = "".join(f", {sql.name(each.name)} {stored_type(each)}" for each in table.fields.values())
        numbers = (
            f"{sql.name(ROW)} BIGINT, {sql.name(FILE)} INTEGER, {sql.name(AT)} BIGINT, {sql.name(IN_CASE)} VARCHAR"
        )
        connection.execute(f"CREATE TABLE {table.table} ({numbers}{typed}, {sql.name(PROBLEMS)} {_PROBLEM})")
        staged.append(table)
    by_kind = {each.kind: each for each in staged}
    for number, file in enumerate(files):
        try:
            _fill(connection, by_kind[file.kind], file, number, columns[file])
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            raise _unreadable(file, error) from error
    return tuple(staged)


def head_table() -> dict[str, Field]:
    """The fields of the table of heads; its title may be left out."""
    fields = head_fields()
    title = fields["title"]
    loose = Field(title.name, title.attribute, title.type, title.many, required=False, limits=title.limits)
    return {name: loose if name == "title" else each for name, each in fields.items() if name not in {"case", "format"}}


def _columns(connection: duckdb.DuckDBPyConnection, file: TableFile) -> dict[str, str]:
    """The columns of a file with their types; of JSONL none are known beforehand."""
    try:
        if file.format == "parquet":
            found = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({sql.text(file.path)})").fetchall()
            return {row[0]: row[1] for row in found}
        if file.format == "csv":
            with file.path.open(encoding="utf-8-sig", newline="") as stream:
                header = next(csv.reader(stream), [])
            if len(set(header)) < len(header):
                raise ProblemsError([Problem("duplicate-key", "two columns have the same name", Mark(file.name))])
            return dict.fromkeys(header, "VARCHAR")
        with file.path.open("rb"):
            return {}
    except (duckdb.Error, OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(file, error) from error


def _unreadable(file: TableFile, error: Exception) -> ProblemsError:
    message = getattr(error, "strerror", None) or next(iter(str(error).splitlines()), "")
    hint = f"it has to be {file.format.upper()} in UTF-8"
    return ProblemsError(
        [Problem("unreadable-table", f"this table cannot be read: {message}", Mark(file.name), hint=hint)]
    )


def _without_case(columns: Mapping[TableFile, Mapping[str, str]]) -> list[Problem]:
    """The tables without a column of cases, where others have one; of JSONL each row says it."""
    tables = {file: CASE in found for file, found in columns.items() if file.format != "jsonl" and file.kind != HEAD}
    having = next((file.name for file, has in tables.items() if has), None)
    if having is None:
        return []
    message = f'this table has no column "{CASE}", and {having} has one'
    hint = "either all tables say which case a row is of, or none"
    return [Problem("missing-field", message, Mark(file.name), hint=hint) for file, has in tables.items() if not has]


def _unknown_columns(file: TableFile, found: Iterable[str], known: Vocabulary) -> list[Problem]:
    fields = head_table() if file.kind == HEAD else known[file.kind].fields
    taken = [each for each in (CASE,) if each in fields]
    problems = [
        Problem("taken", f'a field called "{each}" cannot be told from the column of cases', Mark(file.name))
        for each in taken
    ]
    for each in found:
        if each not in fields and each != CASE:
            hint = suggest(each[:100], (*fields, CASE), "columns")
            message = f'{file.kind} has no field "{each[:60]}"'
            problems.append(Problem("unknown-field", message, Mark(file.name), hint=hint))
    return problems


def _fill(
    connection: duckdb.DuckDBPyConnection,
    table: Staged,
    file: TableFile,
    number: int,
    columns: Mapping[str, str],
) -> None:
    raw = {each: sql.name(f"raw {each}") for each in (*table.fields, CASE)}
    if file.format == "jsonl":
        types = dict.fromkeys(raw, "JSON")
        source = _json_lines(file, raw)
    else:
        types = {each: type_ for each, type_ in columns.items() if each in raw}
        picked = "".join(f", {sql.name(each)} AS {raw[each]}" for each in types)
        source = (
            f"SELECT row_number() OVER () AS place{picked}, NULL::STRUCT(field VARCHAR, code VARCHAR, "
            f"value VARCHAR) AS shape FROM {_reader(file, columns)}"
        )
    cells = {
        each.name: cell(each, raw[each.name], types[each.name], file.format)
        for each in table.fields.values()
        if each.name in types
    }
    absent = [each for each in table.fields.values() if each.name not in types and each.required]
    case = _case_cell(types, raw, file, is_head=table.kind == HEAD)
    problems = [_problem(CASE, case.code, raw[CASE] if CASE in types else "NULL")]
    problems += [_problem(each, found.code, raw[each]) for each, found in cells.items()]
    problems += [
        _problem(each.name, "'missing-id'" if each.type == "id" else "'missing-field'", "NULL") for each in absent
    ]
    values = [
        f"{_or_default(each, cells[each.name].value) if each.name in cells else _default(each)}"
        for each in table.fields.values()
    ]
    start = connection.execute(f"SELECT count(*) FROM {table.table}").fetchall()[0][0]
    first = (table.order + 1) * ROWS_A_KIND + start
    cells_wrong = f"list_filter([{', '.join(problems)}], lambda x: x IS NOT NULL)"
    connection.execute(
        f"INSERT INTO {table.table} SELECT {first} + place, {number}, place, {case.value}, {', '.join(values)}, "
        f"CASE WHEN shape IS NULL THEN {cells_wrong} ELSE [shape] END FROM ({source})"
    )


def _reader(file: TableFile, columns: Mapping[str, str]) -> str:
    if file.format == "parquet":
        return f"read_parquet({sql.text(file.path)})"
    typed = ", ".join(f"{sql.text(each)}: 'VARCHAR'" for each in columns)
    return (
        f"read_csv({sql.text(file.path)}, columns={{{typed}}}, header=true, auto_detect=false, delim=',', quote='\"', "
        f"escape='\"', max_line_size={_LONGEST_LINE}, null_padding=false)"
    )


def _json_lines(file: TableFile, raw: Mapping[str, str]) -> str:
    """Every line as its fields. A line that is no object, or has a key that is no field, has a problem of shape."""
    lines = (
        f"SELECT row_number() OVER () AS place, line FROM read_csv({sql.text(file.path)}, columns={{'line': "
        f"'VARCHAR'}}, "
        f"header=false, auto_detect=false, delim='', quote='', escape='', max_line_size={_LONGEST_LINE})"
    )
    objects = (
        "SELECT place, CASE WHEN json_valid(line) AND json_type(line) = 'OBJECT' THEN CAST(line AS JSON) END AS found "
        f"FROM ({lines}) WHERE trim(line) <> ''"
    )
    shape = ", ".join(f'"{each}": "JSON"' for each in raw)
    fields = (
        f"SELECT place, json_keys(coalesce(found, '{{}}')) AS keys, found IS NULL AS is_none, "
        f"json_transform(coalesce(found, '{{}}'), {sql.text(f'{{{shape}}}')}) AS cells FROM ({objects})"
    )
    odd = f"list_filter(keys, lambda k: k NOT IN {sql.texts(raw)})[1]"
    problem = (
        "CASE WHEN is_none THEN {'field': NULL::VARCHAR, 'code': 'not-a-fact', 'value': NULL::VARCHAR} "
        f"WHEN {odd} IS NOT NULL THEN {{'field': {odd}, 'code': 'unknown-field', 'value': NULL::VARCHAR}} "
        "WHEN len(keys) <> len(list_distinct(keys)) THEN {'field': NULL::VARCHAR, 'code': 'duplicate-key', "
        "'value': NULL::VARCHAR} END"
    )
    picked = "".join(f", cells.{sql.name(each)} AS {name}" for each, name in raw.items())
    return f"SELECT place{picked}, {problem} AS shape FROM ({fields})"


def _case_cell(types: Mapping[str, str], raw: Mapping[str, str], file: TableFile, *, is_head: bool) -> Cell:
    """The case of a row; NULL where it says none, which may be right (see `only_case`)."""
    if CASE not in types:
        return Cell("NULL", "'missing-id'" if is_head else "NULL")
    found = cell(_CASE_ID, raw[CASE], types[CASE], file.format)
    return found if is_head else Cell(found.value, f"CASE WHEN {raw[CASE]} IS NOT NULL THEN {found.code} END")


def _problem(field: str, code: str, value: str) -> str:
    return (
        f"CASE WHEN ({code}) IS NOT NULL THEN {{'field': {sql.text(field)}, 'code': {code}, "
        f"'value': left(CAST({value} AS VARCHAR), 60)}} END"
    )


def _default(field: Field) -> str:
    if field.many:
        return "[]"
    if field.default is None:
        return "NULL"
    return sql.text(field.default) if isinstance(field.default, str) else repr(field.default).lower()


def _or_default(field: Field, value: str) -> str:
    default = _default(field)
    return value if default == "NULL" else f"coalesce({value}, {default})"
