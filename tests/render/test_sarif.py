"""SARIF: held against the part of the standard that is written."""

from __future__ import annotations

import json

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from tests.render.sarif_schema import SCHEMA
from whosays.problems import Mark, Problem
from whosays.render.sarif import render_sarif

MARKS = st.builds(Mark, st.text(min_size=1), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
PROBLEMS = st.builds(
    Problem,
    st.sampled_from(["one", "two"]),
    st.text(min_size=1),
    MARKS,
    st.text(),
    st.text(),
    st.sampled_from(["error", "warning"]),
)


@given(st.lists(PROBLEMS, max_size=4))
def test_it_keeps_to_the_standard(problems: list[Problem]) -> None:
    found = json.loads(render_sarif(problems))
    jsonschema.validate(found, SCHEMA)
    (run,) = found["runs"]
    assert len(run["results"]) == len(set(problems))
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_place() -> None:
    found = json.loads(render_sarif([Problem("odd", "it is", Mark("a b/ü.yaml", 3, 5, 4), hint="do so")]))
    (result,) = found["runs"][0]["results"]
    assert result["message"]["text"] == "it is\ndo so"
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b/%C3%BC.yaml"},
        "region": {"startLine": 3, "startColumn": 5, "endColumn": 9},
    }


def test_an_absolute_path_is_a_file_uri() -> None:
    found = json.loads(render_sarif([Problem("odd", "it is", Mark("/rules/a.yaml"))]))
    place = found["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "file:///rules/a.yaml"}}


def test_nothing_wrong_is_a_run_without_results() -> None:
    found = json.loads(render_sarif([]))
    jsonschema.validate(found, SCHEMA)
    assert found["runs"][0]["results"] == []
