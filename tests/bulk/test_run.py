"""A bulk run as a process: whole or not at all, the same after any interruption, and explained later."""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.cli.process import refused, whosays
from tests.strategies.reported import reported_case
from whosays.bulk.manifest import read_manifest
from whosays.bulk.recall import differences, recall
from whosays.bulk.run import Settings, run
from whosays.explain.report import report_on
from whosays.facts.kinds import kinds
from whosays.rules.load import load_rulebook

STANDARD = load_rulebook("standard")
CASES = 24


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of many small cases, and some rows that are not right."""
    folder = tmp_path_factory.mktemp("tables")
    rows: dict[str, list[dict[str, Any]]] = {}
    for number in range(CASES):
        data = reported_case(number)
        rows.setdefault("case", []).append({"case": f"k{number}", "title": data["title"], "as_of": data["as_of"]})
        for fact in data["facts"]:
            kind, body = next(iter(fact.items()))
            rows.setdefault(kind, []).append({"case": f"k{number}", **body})
    rows["report"] += [
        {"case": "k1", "id": "bad", "claim": "none", "by": "s0"},
        {"case": "k2", "id": "worse", "by": "s0"},
    ]
    for kind, each in rows.items():
        (folder / f"{kind}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in each), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def result(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The undisturbed result."""
    out = tmp_path_factory.mktemp("whole") / "out"
    run(str(tables), out, STANDARD, "standard", Settings(facts_a_bucket=100), lambda *_: None)
    return out


def content(out: Path) -> dict[str, Any]:
    """All that a result says: every row of every table in order, and its manifest but for the hashes of the tables."""
    with duckdb.connect() as connection:
        found: dict[str, Any] = {
            str(file.relative_to(out)): connection.execute(f"SELECT * FROM read_parquet('{file}')").fetchall()
            for file in sorted(out.rglob("*.parquet"))
        }
    manifest = read_manifest(out)
    assert manifest is not None
    assert sorted(manifest.pop("tables")) == sorted(found)
    return {**found, "manifest": manifest}


def test_buckets_make_no_difference(tables: Path, result: Path, tmp_path: Path) -> None:
    run(str(tables), tmp_path / "out", STANDARD, "standard", Settings(memory_limit="1GB"), lambda *_: None)
    assert content(tmp_path / "out") == content(result)
    assert content(result)["manifest"]["counts"]["rejected"] == 2
    assert os.listdir(tmp_path) == ["out"]  # noqa: PTH208 - nothing is left beside it


SLOWLY = """
import sys, time
from pathlib import Path
from whosays.bulk.run import Settings, run
from whosays.rules.load import load_rulebook
rulebook = load_rulebook("standard")
print("go", flush=True)
run(sys.argv[1], Path(sys.argv[2]), rulebook, "standard", Settings(facts_a_bucket=100), lambda *_: time.sleep(0.05))
"""


MOMENTS = (
    "run.json",
    "checked.duckdb",
    "checked.json",
    "bucket-00000.new",
    "bucket-00000",
    "bucket-00002",
    "whole",
    "whole/facts",
    "whole/manifest.json",
)
"""A run is killed when these are there in its working folder, one after the other, and once at no certain moment."""


@pytest.mark.slow
def test_killed_at_any_moment_it_ends_the_same(tables: Path, result: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    work = tmp_path / ".out.work"
    killed = 0
    for moment in (*MOMENTS, "", None):
        process = subprocess.Popen([sys.executable, "-c", SLOWLY, str(tables), str(out)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        if moment is not None:
            until = time.monotonic() + 60
            while moment and not (work / moment).exists() and process.poll() is None and time.monotonic() < until:
                time.sleep(0.001)
            time.sleep(random.Random(moment).uniform(0, 0.01) if moment else 0.2)
            process.send_signal(signal.SIGKILL)
        code = process.wait(120)
        process.stdout.close()
        killed += code == -signal.SIGKILL
        assert code in {0, -signal.SIGKILL}
        # Half of it is never taken for a whole one.
        assert not out.exists() or read_manifest(out) is not None
    assert code == 0
    assert killed >= 5
    assert content(out) == content(result)
    assert not work.exists()


def test_what_was_half_done_by_another_run_is_not_used(tables: Path, result: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(tables, other)
    with (other / "actor.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"case": "k1", "id": "new"}\n')

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(str(other), tmp_path / "out", STANDARD, "standard", Settings(facts_a_bucket=100), stop)
    assert (tmp_path / ".out.work" / "checked.json").exists()
    run(str(tables), tmp_path / "out", STANDARD, "standard", Settings(facts_a_bucket=100), lambda *_: None)
    assert content(tmp_path / "out") == content(result)


def test_the_command(tables: Path, tmp_path: Path) -> None:
    done = whosays("bulk", tables, "out", cwd=tmp_path)
    assert (done.code, done.out) == (0, "")
    assert f"in {CASES} cases" in done.err
    again = whosays("bulk", tables, "out", cwd=tmp_path)
    assert (again.code, "there already" in again.err) == (0, True)
    refused(whosays("bulk", tables, "out", "--as-of", "2020", cwd=tmp_path), "already-there")
    refused(whosays("bulk", tables, "new", "--strict", cwd=tmp_path), "dangling-reference")
    refused(whosays("bulk", tables, "new", "--memory-limit", "much", cwd=tmp_path), "memory-limit")
    refused(whosays("bulk", tables, "new", "--memory-limit", "2MB", cwd=tmp_path), "memory-limit")
    shutil.rmtree(tmp_path / ".new.work")
    refused(whosays("bulk", tables, "new", "--as-of", "soon", cwd=tmp_path), "unreadable-time")
    refused(whosays("bulk", "nowhere", "new", cwd=tmp_path), "no-tables")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["out"]


@pytest.mark.parametrize("rows", ["", "a,none\n", "a,\n"], ids=["nothing", "all rejected", "no claims"])
def test_a_run_over_next_to_nothing(rows: str, tmp_path: Path) -> None:
    (tmp_path / "actor.csv").write_text(f"id,part_of\n{rows}", encoding="utf-8")
    done = run(str(tmp_path), tmp_path / "out", STANDARD, "standard", Settings(), lambda *_: None)
    found = content(tmp_path / "out")
    assert (done.counts.claims, found["verdicts.parquet"], found["findings.parquet"]) == (0, [], [])
    assert len(found["rejects.parquet"]) == done.counts.rejected == ("none" in rows)


def test_a_result_that_was_changed_is_not_taken_for_whole(tables: Path, result: Path, tmp_path: Path) -> None:
    shutil.copytree(result, tmp_path / "out")
    (tmp_path / "out" / "findings.parquet").write_bytes(b"")
    refused(whosays("bulk", tables, "out", cwd=tmp_path), "damaged-result")
    (tmp_path / "out" / "manifest.json").unlink()
    refused(whosays("bulk", tables, "out", cwd=tmp_path), "already-there")


def test_two_runs_do_not_write_the_same(tables: Path, tmp_path: Path) -> None:
    (tmp_path / ".out.work").mkdir()
    with (tmp_path / ".out.work" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused(whosays("bulk", tables, "out", cwd=tmp_path), "output-busy")


def test_every_verdict_is_explained_from_the_result_alone(result: Path) -> None:
    with duckdb.connect() as connection:
        claims = connection.execute(f"SELECT \"case\" || '/' || claim FROM '{result}/verdicts.parquet'").fetchall()
    assert len(claims) > CASES
    for (claim,) in claims:
        found = recall(result, claim, kinds())
        report = report_on(found.case, STANDARD)
        assert not differences(found, report.by_claim[found.claim])
    assert found.case.as_of == "2014-12-01"


@pytest.mark.slow
def test_of_a_large_case_what_bears_on_the_claim_is_enough(result: Path) -> None:
    """Taking a small case for a large one: most claims are told from less than the case, with the same verdict."""
    with duckdb.connect() as connection:
        claims = connection.execute(f"SELECT \"case\" || '/' || claim FROM '{result}/verdicts.parquet'").fetchall()
    same = smaller = 0
    for (claim,) in claims:
        found = recall(result, claim, kinds(), limit=0)
        whole = recall(result, claim, kinds())
        assert not found.is_whole_case
        same += not differences(found, report_on(found.case, STANDARD).by_claim[found.claim])
        smaller += len(found.case) < len(whole.case)
    assert same >= 0.9 * len(claims), (same, len(claims))
    assert smaller > 0.3 * len(claims)


def test_why_from_the_command_line(result: Path, tmp_path: Path) -> None:
    done = whosays("why", result, "k3/c0", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("c0: Thing 0 happened.")
    refused(whosays("why", result, "c0", cwd=tmp_path), "ambiguous-claim")
    refused(whosays("why", result, "k3/nothing", cwd=tmp_path), "unknown-claim")
    other = whosays("why", result, "k3/c0", "-r", "doubts-the-press", cwd=tmp_path)
    assert other.code == 0
    assert "note: the result was made with another rulebook" in other.err
    half = tmp_path / "half"
    shutil.copytree(result, half)
    (half / "manifest.json").write_text("{", encoding="utf-8")
    refused(whosays("why", half, "k3/c0", cwd=tmp_path), "damaged-result")
