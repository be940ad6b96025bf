"""The options that say what joins the facts, where, and how long it may take."""

from __future__ import annotations

import functools
import importlib.util
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.process import FOUNDING, Ran, refused, whosays

NEEDS_DURABLE = pytest.mark.skipif(
    importlib.util.find_spec("durable_rules_engine") is None, reason="durable_rules is not installed"
)
MATCHERS = pytest.mark.parametrize(
    "options",
    [
        ("--matcher", "duckdb"),
        pytest.param(("--matcher", "durable"), marks=NEEDS_DURABLE),
        pytest.param(("--matcher", "durable", "--isolate"), marks=NEEDS_DURABLE),
        ("--isolate",),
        ("--matcher", "duckdb", "--isolate"),
    ],
    ids=" ".join,
)
HEAD = "case: made\ntitle: Made for this test\nas_of: 2020\nfacts:\n"
CLAIM = "  - claim: {id: c, text: It is.}\n  - source: {id: s}\n  - report: {id: r, claim: c, by: s}\n"
LOOSE = """
rulebook: loose
rules:
  - id: ring
    title: Three reports, each before the next
    when:
      - report: {as: $a}
      - report: {as: $b}
      - report: {as: $c}
      - pair: [$a, $b]
      - pair: [$b, $c]
      - pair: [$c, $a]
    then:
      - discounts: $a
        by: slight
        because: there are three.
"""


@pytest.fixture
def loose(tmp_path: Path) -> tuple[str, ...]:
    """A case and a rulebook with eight billion combinations, of which none passes."""
    reports = "".join(f"  - report: {{id: r{number}, claim: c, by: s}}\n" for number in range(2_000))
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "case.yaml").write_text(HEAD + CLAIM + reports, encoding="utf-8")
    (tmp_path / "loose.yaml").write_text(LOOSE, encoding="utf-8")
    return ("assess", str(tmp_path / "case"), "--rules", str(tmp_path / "loose.yaml"))


ASSESS = ("assess", FOUNDING, "--format", "json")
WHY = ("why", FOUNDING, "pact")
usual = functools.cache(whosays)


@MATCHERS
def test_every_matcher_gives_the_same_bytes(options: tuple[str, ...]) -> None:
    ran = whosays(*ASSESS, *options)
    assert (ran.code, ran.out) == (0, usual(*ASSESS).out)
    assert not ran.err or "--matcher" not in options


@MATCHERS
def test_every_matcher_gives_the_same_reasons(options: tuple[str, ...]) -> None:
    ran = whosays(*WHY, *options)
    assert (ran.code, ran.out) == (0, usual(*WHY).out)


def test_a_matcher_that_is_not_there() -> None:
    ran = whosays("assess", FOUNDING, "--matcher", "durabel")
    assert ran.code == 2
    assert "Usage: whosays assess" in ran.err
    assert "'auto', 'durable', 'duckdb'" in ran.err
    assert not ran.out


@NEEDS_DURABLE
def test_a_case_that_is_too_large_for_durable_rules(tmp_path: Path) -> None:
    places = "".join(f"  - place: {{id: p{number}}}\n" for number in range(5_001))
    (tmp_path / "case.yaml").write_text(HEAD + CLAIM + places, encoding="utf-8")
    ran = whosays("assess", tmp_path)
    assert ran.code == 0
    why = "the case has 5,004 rows, and durable_rules takes 5,000; DuckDB matches the rules instead"
    assert [line for line in ran.err.splitlines() if line.startswith("note:")] == [f"note: {why}"]
    assert whosays("assess", tmp_path, "--matcher", "duckdb") == Ran(0, ran.out, "")
    refused(whosays("assess", tmp_path, "--matcher", "durable"), "no-matcher")


@pytest.mark.parametrize("matcher", ["auto", "duckdb"])
def test_a_time_limit(matcher: str) -> None:
    ran = whosays("assess", FOUNDING, "--time-limit", "0.01", "--matcher", matcher)
    refused(ran, "time-limit")
    assert "took longer than 0.01 s" in ran.err
    assert "--time-limit" in ran.err


@pytest.mark.parametrize("options", [("--time-limit", "0"), ("--time-limit", "1e300", "--isolate")])
def test_a_time_limit_that_is_none(options: tuple[str, ...]) -> None:
    ran = whosays(*ASSESS, *options)
    assert (ran.code, ran.out) == (0, usual(*ASSESS).out)


def test_a_time_limit_that_makes_no_sense() -> None:
    assert whosays(*ASSESS, "--time-limit", "-1").code == 2


@pytest.mark.parametrize("matcher", ["auto", "duckdb"])
def test_rules_that_would_run_for_ever_end_at_the_limit(loose: tuple[str, ...], matcher: str) -> None:
    refused(whosays(*loose, "--matcher", matcher, "--time-limit", "3"), "time-limit")


@NEEDS_DURABLE
@pytest.mark.parametrize("options", [(), ("--isolate",)])
def test_durable_rules_does_not_try_what_would_run_for_ever(loose: tuple[str, ...], options: tuple[str, ...]) -> None:
    ran = whosays(*loose, "--matcher", "durable", *options)
    refused(ran, "matcher-failed")
    assert "loose.yaml:14:9" in ran.err
    assert "combinations of report and report and report" in ran.err


def test_an_interrupt_while_duckdb_works(loose: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "whosays", *loose, "--matcher", "duckdb"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    time.sleep(4)  # it works, or is still on the way there
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
