"""The public face: import whosays."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys

import pytest

import whosays
from tests.golden_files import ROOT

FOUNDING = ROOT / "facts" / "jn-is-alliance-2014"
CASE = {
    "case": "clinic",
    "title": "Was the clinic shelled?",
    "as_of": "2024-05-03",
    "facts": [
        {"claim": {"id": "shelled", "text": "The army shelled the <b>clinic</b>."}},
        {"source": {"id": "nurse", "named": "role", "name": "a nurse"}},
        {"source": {"id": "visitor", "reliability": "B", "name": 'قال "نعم" $x {y}'}},
        {"report": {"id": "nurse-says", "claim": "shelled", "by": "nurse", "basis": "firsthand"}},
        {"report": {"id": "visitor-says", "claim": "shelled", "by": "visitor", "basis": "secondhand"}},
    ],
}


def test_a_dict_a_path_and_a_case() -> None:
    assert whosays.assess(CASE)["shelled"].reports == 2
    assert whosays.assess(str(FOUNDING)).to_dict() == whosays.assess(whosays.load_case(FOUNDING)).to_dict()
    book = whosays.load_rulebook("standard")
    assert whosays.assess(CASE, book).to_dict() == whosays.assess(CASE, "standard").to_dict()


def test_a_verdict_is_a_frozen_value() -> None:
    verdict = whosays.assess(CASE)["shelled"]
    assert isinstance(verdict, whosays.Verdict)
    with pytest.raises(dataclasses.FrozenInstanceError):
        verdict.word = "true"  # type: ignore[misc]
    assert sum((verdict.opinion.belief, verdict.opinion.disbelief, verdict.opinion.uncertainty)) == pytest.approx(1)
    assert verdict.to_dict()["claim"] == "shelled"
    assert json.loads(json.dumps(verdict.to_dict())) == verdict.to_dict()


def test_contributions_add_up() -> None:
    for verdict in whosays.assess(FOUNDING).values():
        assert sum(each.share for each in verdict.side("for")) == pytest.approx(verdict.weighed.belief, abs=1e-10)
        assert sum(each.share for each in verdict.side("against")) == pytest.approx(
            verdict.weighed.disbelief, abs=1e-10
        )


def test_what_is_left_of_an_origin_is_what_was_not_taken() -> None:
    """The discounts shown are all there are: mass, steps up and shares taken give the weight."""
    for verdict in whosays.assess(FOUNDING).values():
        for each in verdict.contributions:
            if each.kind == "origin" and each.weight > 0:
                left = 1.0
                for taken in each.taken:
                    left *= 1 - taken.share
                assert each.mass * left == pytest.approx(each.weight, abs=1e-9), each


def test_why() -> None:
    result = whosays.assess(CASE)
    why = result.why("shelled")
    assert "a nurse" in str(why)
    assert 'قال "نعم" $x {y}' in str(why)
    assert {fact["id"] for fact in why.to_dict()["facts"]} >= {"nurse-says", "visitor-says"}
    assert str(result["shelled"].why()) == str(why)


def test_html_is_escaped() -> None:
    html = whosays.assess(CASE)._repr_html_()
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


def test_an_unknown_claim() -> None:
    with pytest.raises(KeyError, match="shelled"):
        whosays.assess(CASE)["sheled"]


def test_problems_come_as_values() -> None:
    with pytest.raises(whosays.ProblemsError) as caught:
        whosays.assess({**CASE, "facts": [{"claim": {"id": "c"}}, {"report": {"id": "r", "claim": "d", "by": "s"}}]})
    codes = {problem.code for problem in caught.value.problems}
    assert "dangling-reference" in codes
    assert all(problem.message for problem in caught.value.problems)


def test_public_names_are_there_and_import_alone_is_light() -> None:
    assert all(hasattr(whosays, name) for name in whosays.__all__)
    with pytest.raises(AttributeError):
        whosays.nothing_like_it  # noqa: B018
    script = "import sys, whosays; sys.exit(bool({'numpy', 'pydantic', 'yaml', 'click', 'rich'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_function_wins_over_modules_of_like_names() -> None:
    script = "import whosays.assessment.assess, whosays; whosays.assess({'case': 'a', 'title': 'A', 'facts': []})"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
