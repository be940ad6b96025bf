"""What is missing or imprecise makes no rule conclude: knowing more never takes back what followed in every reading."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.all_matchers import fast_matchers
from tests.strategies.readings import Rules, a_case, more_precise
from whosays.assessment.assess import assess
from whosays.facts.load import case_from_dict
from whosays.match.choose import Only
from whosays.problems import ProblemsError, render_problems
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import read_compiled

MATCHERS = [Only(matcher) for matcher in fast_matchers()]
MANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def fired(rulebook: CompiledRulebook, facts: list[dict[str, Any]], matcher: Only) -> set[str]:
    gathered = assess(
        case_from_dict({"case": "a", "title": "A", "facts": facts}, kinds=rulebook.kinds), rulebook, matcher
    ).gathered
    return {gathered.grounded.fact(finding.targets[0]).id for finding in gathered.findings}


def compiled(book: dict[str, Any], folder: Path) -> CompiledRulebook:
    file = folder / "one.yaml"
    file.write_text(yaml.safe_dump(book, allow_unicode=True, sort_keys=False), encoding="utf-8")
    rulebook, problems = read_compiled(file)
    assume(not any(problem.code == "too-many-alternatives" for problem in problems))
    assume(not any(problem.code == "negation-cycle" for problem in problems))
    assert rulebook is not None, render_problems(problems)
    return rulebook


def knowing_more_takes_nothing_back(seed: int, folder: Path) -> None:
    random = Random(seed)
    rulebook = compiled(Rules(random).rulebook(), folder)
    for _ in range(4):
        open_case = a_case(random)
        try:
            told = [fired(rulebook, open_case, matcher) for matcher in MATCHERS]
        except ProblemsError as error:
            assume(all(problem.code != "no-matcher" for problem in error.problems))  # durable_rules has its limits
            raise
        assert all(each == told[0] for each in told)
        case = open_case
        for _ in range(3):
            case = more_precise(random, case)
            assert told[0] <= fired(rulebook, case, MATCHERS[0]), case


@settings(MANY, max_examples=40)
@given(seed=st.integers(0, 2**48))
def test_knowing_more_takes_nothing_back(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    knowing_more_takes_nothing_back(seed, tmp_path_factory.mktemp("rules"))


@pytest.mark.slow
@settings(MANY, max_examples=300)
@given(seed=st.integers(0, 2**48))
def test_knowing_more_takes_nothing_back_often(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    knowing_more_takes_nothing_back(seed, tmp_path_factory.mktemp("rules"))
