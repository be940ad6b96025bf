"""What is rejected, told and refused when tables are read, in every format."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.bulk.checked import checked
from tests.golden_files import ROOT, TESTS, assert_golden
from whosays.bulk.check import check, fact_table
from whosays.bulk.input_files import find_tables
from whosays.facts.kinds import kinds
from whosays.facts.load import load_case
from whosays.interchange.tables import export_tables, row_of
from whosays.problems import ProblemsError


def as_csv(rows: list[dict[str, Any]], file: Path) -> None:
    def text(value: Any) -> str:
        if isinstance(value, list):
            return json.dumps(value) if value and isinstance(value[0], dict) else "|".join(map(text, value))
        if isinstance(value, bool):
            return str(value).lower()
        return "" if value is None else str(value)

    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(rows[0])
        writer.writerows([map(text, row.values()) for row in rows])


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
@pytest.mark.parametrize("name", ["jn-is-alliance-2014", "my-lai-1969"])
def test_every_format_says_the_same(name: str, format_: str, tmp_path: Path) -> None:
    case = load_case(ROOT / "facts" / name)
    whole, other = tmp_path / "whole", tmp_path / "other"
    whole.mkdir()
    other.mkdir()
    export_tables(case, whole)
    for kind in {fact.kind for fact in case}:
        rows = [row_of(fact) for fact in case.of_kind(kind)]
        assert not any(
            "|" in each
            for row in rows
            for cell in row.values()
            if isinstance(cell, list)
            for each in cell
            if isinstance(each, str)
        )
        if format_ == "csv":
            as_csv(rows, other / f"{kind}.csv")
        else:
            lines = "".join(json.dumps({**row, **_unpacked(row)}) + "\n" for row in rows)
            (other / f"{kind}-1.jsonl").write_text(lines, encoding="utf-8")
    found = []
    for folder in (whole, other):
        connection = duckdb.connect()
        assert check(connection, find_tables(str(folder), kinds()), kinds()).rejected == 0
        found.append(
            {kind: connection.execute(f"SELECT * FROM {fact_table(kind)} ORDER BY fact").fetchall() for kind in kinds()}
        )
    for kind in kinds():
        for one, two in zip(found[0][kind], found[1][kind], strict=True):
            assert one == two


def _unpacked(row: dict[str, Any]) -> dict[str, Any]:
    """Periods with two ends as the mapping that they are in JSON."""
    return {name: json.loads(value) for name, value in row.items() if str(value).startswith("{")}


def test_rejected_rows_say_why_and_where(tmp_path: Path) -> None:
    rows = {
        "actor": [
            {"id": "a", "part_of": "b"},
            {"id": "b", "part_of": "c"},
            {"id": "c", "part_of": ["a"]},
            {"id": "d", "part_of": "a"},
            {"id": "e"},
            {"id": "e"},
            {"id": "f"},
            {"id": "f", "name": "another"},
            {"id": "g", "part_of": "f"},
            {"id": "h", "part_of": "e"},
            {"id": "i", "part_of": "i"},
            {"name": "nobody"},
        ],
        "claim": [
            {"id": "c1", "text": "So.", "during": "soon"},
            {"id": "c2", "text": "So.", "entails": "c1"},
            {"id": "c3", "text": "x", "about": "c1"},
        ],
        "report": [{"id": "r1", "claim": "c9", "by": "e"}, {"id": "r2", "claim": "c3", "bz": "e"}],
    }
    (tmp_path / "in").mkdir()
    connection, counts = checked(rows, tmp_path / "in")
    lines = connection.execute("SELECT file, row, reason, message FROM reject").fetchall()
    assert_golden(
        "\n".join(f"{file}:{row}: {reason}: {message}" for file, row, reason, message in lines) + "\n",
        TESTS / "golden" / "bulk" / "rejects.txt",
    )
    assert connection.execute("SELECT id FROM fact").fetchall() == [("e",), ("h",)]
    assert (counts.rows, counts.facts) == (17, 2)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "no-tables"),
        ({"reports.csv": "id\n"}, "unknown-kind"),
        ({"report.csv": "id,clame\n"}, "unknown-field"),
        ({"report.csv": "id,id\n"}, "duplicate-key"),
        ({"report.csv": "id,claim\na,b,c\n"}, "unreadable-table"),
        ({"report.parquet": "no parquet"}, "unreadable-table"),
        ({"claim.csv": "id,text,case\na,b,c\n", "actor.csv": "id\na\n"}, "missing-field"),
    ],
)
def test_what_stops_a_run(files: dict[str, str], code: str, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        check(duckdb.connect(), find_tables(str(tmp_path), kinds()), kinds())
    assert [each.code for each in caught.value.problems] == [code]


def test_heads_and_cases(tmp_path: Path) -> None:
    (tmp_path / "case.csv").write_text(
        "case,title,as_of\none,First,2014\ntwo,,\nthree,Bad,some day\ntwice,,\ntwice,,2015\n", encoding="utf-8"
    )
    ids = [("one", "a"), ("two", "a"), ("three", "a"), ("twice", "a"), ("four", "a"), ("", "b"), ("a b", "c")]
    (tmp_path / "actor.csv").write_text(
        "case,id\n" + "".join(f"{case},{name}\n" for case, name in ids), encoding="utf-8"
    )
    connection = duckdb.connect()
    check(connection, find_tables(str(tmp_path), kinds()), kinds(), as_of="2020")
    assert connection.execute("SELECT * FROM head").fetchall() == [
        ("four", "four", "2020", None),
        ("one", "First", "2014", None),
        ("two", "two", "2020", None),
    ]
    reasons = connection.execute("SELECT file, row, reason FROM reject").fetchall()
    assert reasons == [
        ("actor.csv", 3, "rejected-reference"),
        ("actor.csv", 4, "rejected-reference"),
        ("actor.csv", 6, "missing-field"),
        ("actor.csv", 7, "bad-id"),
        ("case.csv", 3, "unreadable-time"),
        ("case.csv", 4, "duplicate-id"),
        ("case.csv", 5, "duplicate-id"),
    ]


def test_strict_stops_at_the_first(tmp_path: Path) -> None:
    (tmp_path / "actor.csv").write_text("id,part_of\na,\nb,x\nc,y\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        check(duckdb.connect(), find_tables(str(tmp_path / "actor*.csv"), kinds()), kinds(), strict=True)
    assert (
        str(caught.value).splitlines()[0] == 'actor.csv: error[dangling-reference]: row 2: there is no "x" in this case'
    )


TYPES = (
    "5::TINYINT",
    "5::HUGEINT",
    "1.5::DECIMAL(5, 2)",
    "'nan'::DOUBLE",
    "true",
    "DATE '2014-11-02'",
    "TIMESTAMP '2014-11-02 14:30:05'",
    "TIMESTAMPTZ '2014-11-02 14:30:05+02'",
    "TIME '14:30'",
    "INTERVAL 1 DAY",
    "'\\xAA'::BLOB",
    "uuid()",
    "MAP {'a': 1}",
    "{'from': '2014', 'to': NULL}",
    "{'document': 'd'}",
    "[{'document': 'd'}]",
    "[1, 2]",
    "[1.5, NULL]",
    "['a', NULL]",
    "[['a']]",
    "[DATE '2014-11-02']",
    "[]",
    "NULL",
    "'x'::JSON",
    "[1, 2]::DOUBLE[2]",
    "['a', 'b']::VARCHAR[2]",
    "'a'::ENUM('a')",
    "'{'",
    "'['",
    "'[]'",
    "'{}'",
    '\'{"document": "d"}\'',
    "'bell' || chr(7)",
)


@pytest.mark.parametrize("field", ["id", "name", "seen_in", "about", "during", "checkable", "scope"])
def test_no_type_of_a_column_stops_anything(field: str, tmp_path: Path) -> None:
    """Every cell is read or rejected, whatever the type of its column."""
    for number, value in enumerate(TYPES):
        rest = "".join(f", '{word}' AS {name}" for name, word in (("id", f"c{number}"), ("text", "x")) if name != field)
        try:
            duckdb.sql(f"COPY (SELECT {value} AS {field}{rest}) TO '{tmp_path}/claim-{number}.parquet'")
        except duckdb.Error:
            continue
    files = len(list(tmp_path.iterdir()))
    assert files > 20
    connection = duckdb.connect()
    found = check(connection, find_tables(str(tmp_path), kinds()), kinds())
    assert found.rows == files
    assert found.facts + found.rejected == files
    assert 0 < found.facts < files


@pytest.mark.parametrize(
    "text",
    [
        b"\xff\xfe",
        b'{"id": "a"',
        b"\x00",
        b'"id"\n',
        b"[1]",
        b"{}",
        b"nan",
        b'{"id": "\\ud800"}',
        b'{"id": ' + b"[" * 5000,
    ],
)
@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_damaged_files_are_told(text: bytes, suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"actor.{suffix}").write_bytes(text)
    connection = duckdb.connect()
    codes, facts = _read(connection, tmp_path)
    assert codes <= {"unreadable-table", "unknown-field"}
    assert facts == 0
    if not codes:
        assert connection.execute("SELECT count(*) FROM reject WHERE message IS NULL").fetchall() == [(0,)]


def _read(connection: duckdb.DuckDBPyConnection, folder: Path) -> tuple[set[str], int]:
    """The codes of what stopped it, and how many facts there are."""
    try:
        return set(), check(connection, find_tables(str(folder), kinds()), kinds()).facts
    except ProblemsError as error:
        return {each.code for each in error.problems}, 0
