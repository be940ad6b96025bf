"""Judging ends at the deadline in every stage that a hostile case can make long."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.golden_files import ROOT
from whosays.assessment.assess import assess
from whosays.assessment.gather import gather
from whosays.conclude import Ground, conclude
from whosays.deadline import Deadline
from whosays.explain.report import report_on
from whosays.facts.case import Case
from whosays.facts.load import load_case
from whosays.match.duckdb_matcher import DuckdbMatcher
from whosays.problems import ProblemsError
from whosays.rules.compile import CompiledRulebook
from whosays.rules.grounding import ground
from whosays.rules.load import load_rulebook


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(ROOT / "facts" / "jn-is-alliance-2014")


@pytest.fixture(scope="module")
def rulebook() -> CompiledRulebook:
    return load_rulebook("standard")


def test_gathering_ends_at_the_deadline(case: Case, rulebook: CompiledRulebook) -> None:
    grounded = ground(rulebook.program, case)
    rows = Ground(grounded.rows, grounded.fact_of, grounded.test)
    derivation = conclude(rulebook.program, rows, DuckdbMatcher())
    with pytest.raises(ProblemsError, match="time-limit"):
        gather(rulebook, grounded, replace(derivation, deadline=Deadline.after(-1)))


def test_telling_ends_at_the_deadline(case: Case, rulebook: CompiledRulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = assess(case, rulebook)
    late = replace(judged.gathered.derivation, deadline=Deadline.after(-1))
    judged = replace(judged, gathered=replace(judged.gathered, derivation=late))
    monkeypatch.setattr("whosays.explain.report.assess", lambda *_: judged)
    with pytest.raises(ProblemsError, match="time-limit"):
        report_on(case, rulebook)
