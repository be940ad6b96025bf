"""The benchmark of conflicting values, on made data; and on the real data, where they are there."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.golden_files import ROOT
from tests.interchange.made_values import ATTRIBUTE, made_values
from whosays.interchange.value_cases import statistics
from whosays.interchange.value_comparison import Comparison
from whosays.interchange.value_store import ValueStore

FOLDER = ROOT / "benchmarks"
DATA = "WHOSAYS_DATA"


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("value_conflicts")


@pytest.fixture
def flight_rows(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("flight_rows")


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rulebook_beats_counting_where_sources_copy(benchmark: Any, seed: int) -> None:
    rows, truth = made_values(seed)
    with ValueStore() as store:
        store.add(rows)
        comparison = Comparison()
        asked = set(sorted(truth)[:150])  # counted over all, judged on some
        judge = benchmark.Judge(leave_out=True)
        chosen = benchmark.choose(store, comparison, statistics(store, comparison), judge, asked)
    right = {
        way: sum(values[thing, ATTRIBUTE] == truth[thing] for thing in asked) / len(asked)
        for way, values in chosen.items()
    }
    assert right["rulebook"] > 0.85
    assert right["rulebook"] > right["VOTE"] + 0.15
    assert right["rulebook"] > right["  without agree-too-often"]
    assert right["  without coarser-bears-out-finer"] == right["rulebook"]  # it concludes nothing here


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("12/01/2011 01:55 PM", "2011-12-01T13:55"),
        ("12/1/11 2:06 PM (-05:00)", "2011-12-01T14:06"),
        ("12/1/2011 2:07PM EST", "2011-12-01T14:07"),
        ("11/30/2011 9:31PM HST", "2011-11-30T21:31"),
        ("2011-12-01 02:46PM EST", "2011-12-01T14:46"),
        ("2011-12-01 9:04 PM (Estimated runway)", "2011-12-01T21:04"),
        ("2011-12-01 11/30 5:20 PM", "2011-11-30T17:20"),
        ("2011-12-01 13:52 ", "2011-12-01T13:52"),
        ("2011-12-01 Thu  16:17", "2011-12-01T16:17"),
        ("12:10 PM  Thu 01-Dec-2011", "2011-12-01T12:10"),
        ("12:26 AM  Fri 02-Dec-2011 (Runway)", "2011-12-02T00:26"),
        ("12:10 PM, Dec 01", "2011-12-01T12:10"),
        ("7:03 PM, Dec 01&nbsp(Estimated)", "2011-12-01T19:03"),
        ("2:07 PMDec 01", "2011-12-01T14:07"),
        ("1:55pDec 1", "2011-12-01T13:55"),
        ("Thu, Dec 1 2:37 PM            On Time", "2011-12-01T14:37"),
        ("Dec 01 - 12:00noon", "2011-12-01T12:00"),
        ("Dec 05 - 12:00midnight", "2011-12-05T00:00"),
        ("December 8, 2011               01:55 PM    ", "2011-12-08T13:55"),
        ("Thu., Dec.01, 2011 1:55 p.m.", "2011-12-01T13:55"),
        ("3:00P 12-01-11", "2011-12-01T15:00"),
        ("Dec 01 - Contact Airline", ""),
        ("December 8, 2011     ", ""),
        ("Dec 32 1:00 PM", ""),
        ("", ""),
    ],
)
def test_times_as_sites_write_them(flight_rows: Any, text: str, time: str) -> None:
    assert flight_rows.time(text, 1) == time


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        (" C20 ", "C20"),
        ("Terminal 3 - 84", "84"),
        ("Term C - C9", "C9"),
        ("G11/T3", "G11"),
        ("C-45", "C45"),
        ("39?", "39"),
        ("Terminal 8", ""),
        ("Not provided by airline", ""),
        (" -", ""),
        ("", ""),
    ],
)
def test_gates_as_sites_write_them(flight_rows: Any, text: str, gate: str) -> None:
    assert flight_rows.gate(text) == gate


def test_without_data_it_says_so() -> None:
    environment = {name: value for name, value in os.environ.items() if name != DATA}
    command = [sys.executable, str(FOLDER / "value_conflicts.py")]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"skipped: the environment variable {DATA}")


@pytest.mark.slow
def test_counting_on_a_real_day(flight_rows: Any, benchmark: Any) -> None:
    folder = Path(os.environ.get(DATA) or "/nowhere") / "flight_dev"
    if not folder.is_dir():
        pytest.skip(f"the environment variable {DATA} names no folder with flight_dev/")
    comparison, gold = Comparison(minutes=10), flight_rows.gold_of(folder, 1)
    with ValueStore() as store:
        store.add(flight_rows.rows_of(folder, 1))
        items = list(store.items({flight for flight, _ in gold}))
    right = sum(
        comparison.stand(benchmark.vote(item), gold[item.object, item.attribute]).value == "same"
        for item in items
        if (item.object, item.attribute) in gold
    )
    assert len(gold) == 543
    assert 0.85 < right / len(gold) < 0.95
