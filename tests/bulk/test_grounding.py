"""Grounding in SQL makes the rows that grounding a case makes."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

from tests.bulk.grounded import rows_of_case, rows_of_tables
from tests.golden_files import ROOT
from tests.strategies.reported import Data, reported_cases
from whosays.bulk.check import Checked, check
from whosays.bulk.input_files import find_tables
from whosays.facts.case import Case
from whosays.facts.load import case_from_dict, load_case
from whosays.interchange.tables import export_tables
from whosays.rules.load import load_rulebook

STANDARD = load_rulebook("standard")
SHIPPED = sorted(each.parent for each in (ROOT / "facts").glob("*/case.yaml"))


def tables_of(case: Case, folder: Path) -> tuple[duckdb.DuckDBPyConnection, Checked]:
    for old in folder.iterdir():
        old.unlink()
    export_tables(case, folder)
    connection = duckdb.connect()
    return connection, check(connection, find_tables(str(folder), case.vocabulary), case.vocabulary)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda each: each.name)
def test_shipped_cases(path: Path, tmp_path: Path) -> None:
    case = load_case(path)
    connection, checked = tables_of(case, tmp_path)
    assert (checked.facts, checked.rejected, checked.cases) == (len(case), 0, 1)
    assert connection.execute('SELECT fact, "case", kind, id FROM fact ORDER BY fact').fetchall() == [
        (fact.index, case.id, fact.kind, fact.id) for fact in case.facts
    ]
    assert connection.execute("SELECT * FROM head").fetchall() == [(case.id, case.title, case.as_of, case.question)]
    assert rows_of_tables(connection, STANDARD) == rows_of_case(case, STANDARD)


def test_kinds_of_a_rulebook_s_own(tmp_path: Path) -> None:
    rulebook = load_rulebook("value-conflicts")
    shares = [("a", "b", 0.9951234, 700), ("a", "c", 0.5, 120), ("b", "c", 1e-07, 100)]
    facts = [{"source": {"id": each}} for each in "abc"]
    facts += [{"claim": {"id": "x", "text": "x", "excludes": "y"}}, {"claim": {"id": "y", "text": "y"}}]
    facts += [{"report": {"id": f"r{each}", "claim": "x" if each == "a" else "y", "by": each}} for each in "abc"]
    facts += [
        {"agreement": {"id": f"{one}-{two}", "first": one, "second": two, "share": share, "items": items}}
        for one, two, share, items in shares
    ]
    facts += [{"record": {"id": "of-a", "source": "a", "share": 0.7123455, "items": 40}}]
    case = case_from_dict({"case": "own", "title": "Own", "facts": facts}, kinds=rulebook.kinds)
    connection, checked = tables_of(case, tmp_path)
    assert (checked.facts, checked.rejected) == (len(case), 0)
    assert rows_of_tables(connection, rulebook) == rows_of_case(case, rulebook)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=reported_cases())
def test_random_cases(data: Data, tmp_path: Path) -> None:
    case = case_from_dict(data)
    connection, checked = tables_of(case, tmp_path)
    assert (checked.facts, checked.rejected) == (len(case), 0)
    assert rows_of_tables(connection, STANDARD) == rows_of_case(case, STANDARD)
