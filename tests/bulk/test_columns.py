"""The law of the bulk engine, second part: its findings, columns and verdicts are those of `assess`, exactly."""

from __future__ import annotations

import dataclasses
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.soak import small_case
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.bulk.ground_tables import tables_of
from tests.match.test_whole_cases import cases
from tests.strategies.reported import reported_cases
from whosays.assessment.assess import assess
from whosays.assessment.gather import Gathered
from whosays.bulk.columns import Columns
from whosays.bulk.judge import judge
from whosays.examples.given import given_facts
from whosays.facts.case import Case
from whosays.facts.load import case_from_dict, load_case
from whosays.match.choose import Only
from whosays.match.duckdb_matcher import DuckdbMatcher
from whosays.rules.compile import CompiledRulebook
from whosays.rules.grounding import ground
from whosays.rules.load import load_rulebook
from whosays.shipped import shipped_folder

STANDARD = load_rulebook("standard")
MATCHER = Only(DuckdbMatcher())
THOROUGH = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a case takes minutes to shrink
)


def agree(case: Case, rulebook: CompiledRulebook = STANDARD) -> None:
    expected = assess(case, rulebook, MATCHER)
    judged = judge(tables_of(ground(rulebook.program, case), rulebook.program), rulebook)
    same_findings(judged.columns, expected.gathered)
    same(judged.columns.network, expected.gathered.network, "network")
    same(judged.weighed, expected.weighed, "weighed")


def same_findings(columns: Columns, gathered: Gathered) -> None:
    found = [(each.kind, row) for each in columns.findings for row in each.row.tolist()]
    assert found == [(finding.kind, finding.row) for finding in gathered.findings]
    for each in columns.findings:
        for place, index in enumerate(each.index.tolist()):
            finding = gathered.findings[index]
            assert {name: each.columns[name][place] for name in each.kind.variables} == finding.bindings
            assert (each.effect, each.size) == (finding.effect, finding.size)


def same(left: Any, right: Any, where: str) -> None:
    """The same values in the same types, to the bit."""
    if dataclasses.is_dataclass(left):
        for field in dataclasses.fields(left):
            same(getattr(left, field.name), getattr(right, field.name), f"{where}.{field.name}")
    elif isinstance(left, np.ndarray):
        assert left.dtype == right.dtype, where
        assert left.shape == right.shape, where
        assert np.array_equal(left, right), where
    else:
        assert left == right, where


def side_by_side(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """One case of many, whose facts know nothing of each other."""
    facts = []
    for number, part in enumerate(parts):
        names = {body["id"] for fact in part["facts"] for body in fact.values()}
        facts += [_renamed(deepcopy(fact), names, f"k{number}-") for fact in part["facts"]]
    return {"case": "many", "title": "Many cases", "facts": facts}


def _renamed(value: Any, names: set[str], prefix: str, field: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _renamed(each, names, prefix, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, names, prefix, field) for each in value]
    return prefix + value if value in names and field not in {"name", "text", "title", "details"} else value


@settings(THOROUGH, max_examples=6)
@given(reported_cases())
def test_reported_cases(data: dict) -> None:
    agree(case_from_dict(data))


@settings(THOROUGH, max_examples=4)
@given(cases())
def test_cases_of_every_shape(data: dict) -> None:
    agree(case_from_dict(data))


@settings(THOROUGH, max_examples=2)
@given(st.lists(reported_cases(), min_size=2, max_size=12))
def test_many_cases_side_by_side(parts: list[dict]) -> None:
    agree(case_from_dict(side_by_side(parts)))


@settings(THOROUGH, max_examples=1)
@given(st.integers(0, 1000))
def test_a_hundred_small_cases_side_by_side(first: int) -> None:
    agree(case_from_dict(side_by_side([small_case(number) for number in range(first, first + 100)])))


def test_every_example_of_every_rule_side_by_side() -> None:
    parts = [{"facts": list(given_facts(STANDARD, example))} for rule in STANDARD.judging for example in rule.examples]
    agree(case_from_dict(side_by_side(parts)))


SHIPPED = sorted(shipped_folder("facts").iterdir())


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.slow if place % 3 else ()) for place, path in enumerate(SHIPPED)],
    ids=[path.name for path in SHIPPED],
)
def test_shipped_cases(path: Path) -> None:
    agree(load_case(path, kinds=STANDARD.kinds))


def test_no_facts_at_all() -> None:
    agree(case_from_dict({"case": "none", "title": "Nothing", "facts": []}))
