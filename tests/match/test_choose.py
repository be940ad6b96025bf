"""Which matcher takes a case, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.process import FOUNDING, refused, whosays
from tests.flat_rules import program, rule
from tests.reference_matcher import ReferenceMatcher
from whosays.match.choose import Matchers, Only, durable_matcher
from whosays.match.matcher import Unavailable, matcher_failed
from whosays.problems import ProblemsError

JOIN = program([rule("found(x) :- a(x), b(x, y), not c(y)")])
needs_durable = pytest.mark.skipif(isinstance(durable_matcher(), Unavailable), reason="durable_rules is not installed")


@needs_durable
def test_a_case_that_fits_gets_durable_rules_without_a_word() -> None:
    chosen = Matchers().choose(JOIN, 5_000, 9)
    assert (chosen.matcher.name, chosen.note) == ("durable", "")


@needs_durable
def test_a_case_that_does_not_fit_gets_duckdb_and_the_reason() -> None:
    chosen = Matchers().choose(JOIN, 5_001, 9)
    assert chosen.matcher.name == "duckdb"
    assert chosen.note == "the case has 5,001 rows, and durable_rules takes 5,000; DuckDB matches the rules instead"


@needs_durable
def test_who_asks_for_durable_rules_gets_no_other() -> None:
    with pytest.raises(ProblemsError, match="5,001 rows") as raised:
        Matchers("durable").choose(JOIN, 5_001, 9)
    (problem,) = raised.value.problems
    assert problem.code == "no-matcher"
    assert "--matcher auto" in problem.hint


def test_who_asks_for_duckdb_gets_it_without_a_word() -> None:
    chosen = Matchers("duckdb").choose(JOIN, 1, 9)
    assert (chosen.matcher.name, chosen.note) == ("duckdb", "")


def test_a_machine_without_durable_rules_gets_duckdb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    chosen = Matchers().choose(JOIN, 1, 9)
    assert chosen.matcher.name == "duckdb"
    assert "durable_rules is not installed" in chosen.note
    with pytest.raises(ProblemsError, match="not installed"):
        Matchers("durable").choose(JOIN, 1, 9)


def test_an_engine_that_is_built_but_does_not_load_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "undefined symbol: PyEval_CallObject"
    (tmp_path / "durable_rules_engine.py").write_text(f"raise ImportError({why!r})\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    ran = whosays("assess", FOUNDING)
    assert ran.code == 0
    assert ran.err == f"note: durable_rules does not load: {why}; DuckDB matches the rules instead\n"
    refused(whosays("assess", FOUNDING, "--matcher", "durable"), "no-matcher")


@needs_durable
def test_a_matcher_is_made_once() -> None:
    matchers = Matchers()
    assert matchers.choose(JOIN, 1, 9).matcher is matchers.choose(JOIN, 2, 9).matcher
    assert matchers.choose(JOIN, 9_999, 9).matcher is matchers.choose(JOIN, 8_888, 9).matcher


@needs_durable
def test_after_a_failure_there_is_duckdb_and_after_that_nothing() -> None:
    matchers, error = Matchers(), matcher_failed("durable_rules", "it stopped")
    first = matchers.choose(JOIN, 1, 9)
    second = matchers.instead(first.matcher, error)
    assert second.matcher.name == "duckdb"
    assert second.note == "durable_rules could not match the rules: it stopped; DuckDB matches the rules instead"
    with pytest.raises(ProblemsError, match="it stopped"):
        matchers.instead(second.matcher, error)


@pytest.mark.parametrize(
    "matchers",
    [pytest.param(Matchers("durable"), marks=needs_durable), Matchers("duckdb"), Only(ReferenceMatcher())],
    ids=["durable", "duckdb", "only"],
)
def test_who_chose_a_matcher_hears_of_its_failure(matchers: Matchers) -> None:
    error = matcher_failed("it", "it stopped")
    with pytest.raises(ProblemsError, match="it stopped"):
        matchers.instead(matchers.choose(JOIN, 1, 9).matcher, error)


def test_a_matcher_that_is_not_there_is_named() -> None:
    with pytest.raises(ProblemsError, match="durabel") as raised:
        Matchers("durabel")  # type: ignore[arg-type]
    assert raised.value.problems[0].hint == 'did you mean "durable"?'
