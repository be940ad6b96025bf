"""What is good in YAML is good in a table, and the other way round."""

from __future__ import annotations

import copy
import csv
import json
import math
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.golden_files import ROOT, TESTS, assert_golden
from tests.strategies.cases import FACTS
from tests.strategies.reported import reported_case
from whosays.bulk.check import Checked, check, fact_table
from whosays.bulk.input_files import find_tables
from whosays.facts.entry import read_entry
from whosays.facts.kinds import Field, kinds
from whosays.facts.load import case_from_dict, load_case
from whosays.interchange.tables import export_tables, row_of
from whosays.marked import mark_value
from whosays.problems import ProblemsError

OF_OTHERS = {"dangling-reference", "self-reference", "wrong-reference", "rejected-reference", "duplicate-id"}
ODD: list[Any] = [
    5,
    0,
    -1,
    1.5,
    0.25,
    2,
    10**12,
    True,
    False,
    math.nan,
    math.inf,
    -math.inf,
    "",
    " ",
    "\u2003",
    "x",
    "a b",
    "a\tb",
    "bell\x07",
    "del\x7f",
    "\u212a",
    "e\u0301",
    "é",
    "\ud7ff",
    "x" * 120,
    "x" * 121,
    "x" * 4000,
    "x" * 4001,
    "a" * 64,
    "A" * 64,
    "a\n",
    "$a",
    "-a",
    "a-",
    "true",
    "0.5",
    "5 km",
    "5km",
    "5 miles",
    "1234567.123456 m",
    "12345678 m",
    "2014",
    "2014-02-30",
    "early 2014",
    "2014/2013",
    "2013/2014",
    "2014-11-02T14:30",
    "c. 1944",
    "{from: 2014}",
    "0",
    "B",
    "named",
    [],
    ["a"],
    ["a", "a"],
    ["a", 5],
    ["a", None],
    ["a", ""],
    [["a"]],
    ["a", {"b": 1}],
    [1, 2],
    [90, 180],
    [91, 0],
    [0, -180.5],
    [1, 2, 3],
    [1, "2"],
    [1, True],
    [None, 1],
    [1.5, 2.5],
    [math.nan, 1],
    ["affiliation"],
    ["affiliation", "nowhere"],
    {},
    {"from": "2014"},
    {"to": 2014},
    {"from": "2014", "to": "2013"},
    {"from": "2014", "to": None},
    {"from": None},
    {"from": ["2014"]},
    {"from": "2014", "until": "2015"},
    {"from": "later"},
    {"document": "d"},
    {"document": None},
    {"document": "d d"},
    {"quote": "so"},
    {"document": "d", "quote": ""},
    {"document": "d", "quote": 5, "locator": "p. 3"},
    {"document": "d", "page": 3},
    {"document": ["d"]},
    [{"document": "d"}, {"document": "e", "original": "x"}],
    [{"document": "d"}, "e"],
    [{"document": "d"}, None],
    {"document": "d", "quote": "x\x01"},
]


def checked(rows: dict[str, list[dict[str, Any]]], folder: Path) -> tuple[duckdb.DuckDBPyConnection, Checked]:
    """Rows by kind as .jsonl, checked."""
    for old in folder.iterdir():
        old.unlink()
    for kind, each in rows.items():
        lines = "".join(json.dumps(row) + "\n" for row in each)
        (folder / f"{kind}.jsonl").write_text(lines, encoding="utf-8")
    connection = duckdb.connect()
    return connection, check(connection, find_tables(str(folder), kinds()), kinds())


def good_in_yaml(kind: str, body: dict[str, Any]) -> bool:
    node, problems = mark_value({kind: body})
    found = list(problems)
    entry = read_entry(node, kinds(), found) if node is not None else None
    return entry is not None and entry.model is not None and not found


def without_nulls(body: dict[str, Any]) -> dict[str, Any]:
    """A cell that is null is left out; in YAML it is told as empty where a value is needed."""
    return {name: value for name, value in body.items() if value is not None}


@st.composite
def batches(draw: st.DrawFn) -> list[tuple[str, dict[str, Any]]]:
    """Many facts at once, each a case of its own: a run costs more than a row."""
    random = Random(draw(st.integers(0, 2**32)))
    found = []
    for kind, body in draw(st.lists(FACTS, min_size=5, max_size=15)):
        for _ in range(12):
            changed = copy.deepcopy(body)
            for _ in range(random.choice((0, 1, 1, 2))):
                field = random.choice(list(kinds()[kind].fields))
                how = random.randrange(8)
                if how == 0:
                    changed.pop(field, None)
                elif how == 1:
                    changed[random.choice(("nmae", "form", "Id", "x"))] = "x"
                else:
                    changed[field] = copy.deepcopy(random.choice(ODD))
            found.append((kind, without_nulls(changed)))
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(batch=batches())
def test_a_fact_is_good_in_a_table_where_it_is_good_in_yaml(
    batch: list[tuple[str, dict[str, Any]]], tmp_path: Path
) -> None:
    rows: dict[str, list[dict[str, Any]]] = {}
    wanted: dict[tuple[str, int], bool] = {}
    for number, (kind, body) in enumerate(batch):
        rows.setdefault(kind, []).append({"case": f"k{number}", **body})
        wanted[kind, len(rows[kind])] = good_in_yaml(kind, body)
    connection, _ = checked(rows, tmp_path)
    bad: dict[tuple[str, int], set[str]] = {}
    for kind, row, reason, message in connection.execute("SELECT kind, row, reason, message FROM reject").fetchall():
        assert message
        if reason not in OF_OTHERS:
            bad.setdefault((kind, row), set()).add(reason)
    for (kind, row), good in wanted.items():
        assert good == ((kind, row) not in bad), (kind, rows[kind][row - 1], bad.get((kind, row)))


def sound_value(field: Field) -> Any:
    """Some value that a required field takes."""
    if field.many:
        return ["a", "b", "c"][: max(field.min_items, 1)]
    return field.choices[0] if field.choices else "a"


def test_each_odd_value_in_each_field(tmp_path: Path) -> None:
    """Nothing is left to chance here: every value above in every field of every kind."""
    rows: dict[str, list[dict[str, Any]]] = {}
    wanted: dict[tuple[str, int], bool] = {}
    random = Random(1)
    for kind in kinds().values():
        sound = {field.name: sound_value(field) for field in kind.fields.values() if field.required}
        for field in kind.fields.values():
            for odd in ODD if field.name in {"id", "seen_in"} or random.random() < 0.5 else ODD[::3]:
                body = without_nulls({**sound, field.name: odd})
                rows.setdefault(kind.name, []).append({"case": f"k{sum(map(len, rows.values()))}", **body})
                wanted[kind.name, len(rows[kind.name])] = good_in_yaml(kind.name, body)
    connection, _ = checked(rows, tmp_path)
    reasons = connection.execute("SELECT kind, row, reason FROM reject").fetchall()
    bad = {(kind, row) for kind, row, reason in reasons if reason not in OF_OTHERS}
    wrong = [(key, rows[key[0]][key[1] - 1]) for key, good in wanted.items() if good == (key in bad)]
    assert not wrong, wrong[:5]
    assert sum(wanted.values()) > 200
    assert len(bad) > 200


def mutated(random: Random, data: dict[str, Any]) -> dict[str, Any]:
    """A whole case with a reference bent, an id doubled, a fact lost or a ring closed; or as it was."""
    data = copy.deepcopy(data)
    facts = data["facts"]
    ids = [next(iter(each.values()))["id"] for each in facts]
    for _ in range(random.choice((0, 1, 1, 2))):
        kind, body = next(iter(random.choice(facts).items()))
        how = random.randrange(5)
        if how == 0:
            facts.pop(random.randrange(len(facts)))
        elif how == 1:
            body["id"] = random.choice(ids)
        else:
            fields = [each for each in kinds()[kind].fields.values() if each.type == "ref"]
            if fields:
                field = random.choice(fields)
                body[field.name] = [random.choice(ids)] if field.many else random.choice(ids)
    return data


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_a_case_is_whole_where_it_loads(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    rows: dict[str, list[dict[str, Any]]] = {}
    loads = {}
    for number in range(40):
        data = mutated(random, reported_case(random.randrange(2**32)))
        case = f"k{number}"
        for fact in data["facts"]:
            kind, body = next(iter(fact.items()))
            rows.setdefault(kind, []).append({"case": case, **body})
        try:
            loads[case] = {fact.id for fact in case_from_dict({**data, "case": case})}
        except ProblemsError:
            loads[case] = None
    connection, _ = checked(rows, tmp_path)
    rejected = {case for (case,) in connection.execute('SELECT DISTINCT "case" FROM reject').fetchall()}
    kept: dict[str, set[str]] = {}
    for case, fact in connection.execute('SELECT "case", id FROM fact').fetchall():
        kept.setdefault(case, set()).add(fact)
    for case, facts in loads.items():
        assert (facts is not None) == (case not in rejected)
        if facts is not None:
            assert kept.get(case, set()) == facts


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
