"""`whosays test`, as a process: what it says, in every format, and how it ends."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.process import refused, whosays
from tests.examples.book import BOOK
from tests.golden_files import TESTS, assert_golden

GOLDEN = TESTS / "golden" / "testing"
SURVIVORS = "survivors:\n  desk:\n    - {rule: far-off, clauses: when/3, why: so it is}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "desk.yaml").write_text(BOOK, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("format_", ["text", "json", "junit", "github"])
def test_what_it_says(folder: Path, format_: str) -> None:
    (folder / "survivors.yaml").write_text(SURVIVORS, encoding="utf-8")
    ran = whosays("test", "desk.yaml", "--coverage", "--mutate", "--format", format_, cwd=folder)
    assert ran.code == 1
    assert ran.err == "mutated 2 of 2 rules\n"
    assert_golden(ran.out, GOLDEN / f"desk.{format_}.txt")


@pytest.mark.parametrize("format_", ["text", "json", "junit", "github"])
def test_a_rulebook_that_does_not_load(folder: Path, format_: str) -> None:
    (folder / "desk.yaml").write_text(BOOK.replace("- report:", "- repport:", 1), encoding="utf-8")
    ran = whosays("test", "desk.yaml", "--format", format_, cwd=folder)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    if format_ == "text":
        refused(ran, "unknown-kind")
    else:
        assert not ran.err
        assert_golden(ran.out, GOLDEN / f"broken.{format_}.txt")


def test_the_shipped_rulebook_passes_in_seconds() -> None:
    start = time.monotonic()
    ran = whosays("test", "standard")
    assert ran.code == 0, ran.out
    assert not ran.err
    assert time.monotonic() - start < 20  # one to two seconds on an idle machine


def test_several_rulebooks_one_rule_and_a_file(folder: Path) -> None:
    assert whosays("test", "desk.yaml", "standard", "--rule", "far-off", "-o", "out.txt", cwd=folder).code == 0
    text = (folder / "out.txt").read_text(encoding="utf-8")
    assert text.splitlines() == [
        "desk.yaml: 2 examples of 1 rule: 2 passed",
        "standard: 0 examples of 0 rules: 0 passed",
    ]


def test_warnings_fail_when_strict(folder: Path) -> None:
    text = BOOK[: BOOK.index("  - id: hearsay-only")]
    (folder / "desk.yaml").write_text(text, encoding="utf-8")
    assert whosays("test", "desk.yaml", cwd=folder).code == 0
    ran = whosays("test", "desk.yaml", "--strict", cwd=folder)
    assert ran.code == 1
    assert "warning[never-fires]" in ran.out


def test_fail_over(folder: Path) -> None:
    arguments = ["test", "desk.yaml", "--rule", "far-off", "--mutate"]
    assert whosays(*arguments, cwd=folder).code == 0
    assert whosays(*arguments, "--fail-over", "99", cwd=folder).code == 0
    assert whosays(*arguments, "--fail-over", "1", cwd=folder).code == 1


def test_a_stale_survivor_is_told(folder: Path) -> None:
    (folder / "other.yaml").write_text(SURVIVORS.replace("when/3", "then/1"), encoding="utf-8")
    ran = whosays(
        "test", "desk.yaml", "--rule", "far-off", "--mutate", "--survivors", "other.yaml", "--strict", cwd=folder
    )
    assert ran.code == 1
    assert "other.yaml:3:32: warning[stale-survivor]" in ran.out


def test_a_broken_file_of_survivors(folder: Path) -> None:
    (folder / "survivors.yaml").write_text("survivors: [", encoding="utf-8")
    refused(whosays("test", "desk.yaml", "--mutate", cwd=folder), "yaml-syntax")
    refused(whosays("test", "desk.yaml", "--mutate", "--survivors", "nowhere.yaml", cwd=folder), "no-such-file")


@pytest.mark.parametrize(
    "arguments",
    [["--rule", "farr-off"], ["--fail-over", "5"], ["--watch", "--mutate"], ["--mutate", "--fail-over", "101"]],
)
def test_bad_options(folder: Path, arguments: list[str]) -> None:
    ran = whosays("test", "desk.yaml", *arguments, cwd=folder)
    assert ran.code == 2
    assert "Error" in ran.err
    assert "Traceback" not in ran.err


def test_a_house_rulebook_runs_what_it_takes_over(folder: Path) -> None:
    house = "rulebook: house\nextends: standard\nadjust: {overlap-in-detail: {params: {details: 1}}}\n"
    (folder / "house.yaml").write_text(house, encoding="utf-8")
    ran = whosays("test", "house.yaml", cwd=folder)
    assert ran.code == 0
    assert 'warning[changed-rule]: under house, overlap-in-detail, example "one detail alike"' in ran.out
    assert ", 1 changed; 1 warning" in ran.out
    assert whosays("test", "house.yaml", "--strict", cwd=folder).code == 1


def test_the_same_bytes_with_either_matcher(folder: Path) -> None:
    arguments = ["test", "desk.yaml", "--coverage", "--format", "json"]
    assert whosays(*arguments, cwd=folder).out == whosays(*arguments, "--matcher", "duckdb", cwd=folder).out


def test_it_needs_no_numpy(folder: Path) -> None:
    script = (
        "import sys\nfrom whosays.cli import main\n"
        "try:\n    main(['test', 'desk.yaml', '--rule', 'far-off', '--mutate'])\n"
        "except SystemExit as end:\n    code = end.code\n"
        "heavy = {'numpy', 'rich'} & set(sys.modules)\n"
        "sys.exit(f'{heavy}' if heavy else code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_where_the_matcher_that_is_asked_for_is_not_there_nothing_can_be_run(folder: Path) -> None:
    script = (
        "import importlib.util, sys\n"
        "spec = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *more: None if 'durable_rules' in name else spec(name, *more)\n"
        "from whosays.cli import main\n"
        "main(['test', 'desk.yaml', '--matcher', 'durable'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=folder, check=False)
    assert done.returncode == 2
    assert b"error[no-matcher]" in done.stderr
    assert not done.stdout
