"""Competing claims against the evidence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

import whosays
from tests.cases.founding_case import FOLDER
from tests.strategies.reported import Data, reported_cases
from whosays.explain.matrix import Matrix, Row
from whosays.match.choose import Matchers

MATCHERS = Matchers()
STANDARD = whosays.load_rulebook()


def made(facts: list[Any], *claims: str) -> Matrix:
    data = {"case": "x", "title": "X", "facts": facts}
    return whosays.assess(data, STANDARD, matcher=MATCHERS).matrix(*claims).found


def claim(name: str, **fields: Any) -> Data:
    return {"claim": {"id": name, "text": f"{name} happened.", **fields}}


def row(found: Matrix, name: str) -> Row:
    (only,) = (each for each in found.rows if each.id == name)
    return only


@given(reported_cases())
@settings(max_examples=50, deadline=None)
def test_cells_add_up_to_the_contributions(data: Data) -> None:
    result = whosays.assess(data, STANDARD, matcher=MATCHERS)
    found = result.matrix(*result).found
    assert str(result.matrix(*result))
    opinions = result._report.assessment.weighed.opinions
    for index, column in enumerate(found.columns):
        verdict = result[column.claim]
        cells = [each.cells[index] for each in found.rows]
        assert sum(cell.belief for cell in cells) == pytest.approx(verdict.weighed.belief, abs=1e-9)
        assert sum(cell.disbelief for cell in cells) == pytest.approx(verdict.weighed.disbelief, abs=1e-9)
        place = result._report.assessment.gathered.provenance.place[column.claim]
        support, opposition = opinions.support[place], opinions.opposition[place]
        assert sum(cell.evidence for cell in cells) == pytest.approx(support - opposition, abs=1e-8)


@given(reported_cases())
@settings(max_examples=25, deadline=None)
def test_rows_that_tell_the_claims_apart_come_first(data: Data) -> None:
    result = whosays.assess(data, STANDARD, matcher=MATCHERS)
    rows = result.matrix(*result).found.rows
    assert [each.diagnosticity for each in rows] == sorted((each.diagnosticity for each in rows), reverse=True)
    for each in rows:
        evidence = [cell.evidence for cell in each.cells]
        assert each.diagnosticity == pytest.approx(max(evidence) - min(evidence))


def test_claims_that_compete_are_taken_if_none_are_named() -> None:
    facts = [
        claim("a", excludes="b"),
        claim("b"),
        claim("c", narrows="d"),
        claim("d"),
        claim("e"),
        claim("f"),
        claim("g"),
    ]
    facts.append({"alternative": {"id": "x", "claim": "e", "instead": "f"}})
    assert [each.claim for each in made(facts).columns] == ["a", "b", "c", "d", "e", "f"]
    assert [each.claim for each in made([claim("a"), claim("b")]).columns] == ["a", "b"]
    assert [each.claim for each in made(facts, "g", "a").columns] == ["g", "a"]


def test_marks_are_read_from_what_the_evidence_weighs() -> None:
    facts = [claim("a", excludes="b"), claim("b"), {"source": {"id": "s", "reliability": "A"}}]
    facts += [{"report": {"id": "r", "by": "s", "claim": "a", "basis": "firsthand"}}]
    found = made(facts)
    assert [cell.mark for cell in row(found, "s").cells] == ["++", "--"]
    assert row(found, "s").diagnosticity == pytest.approx(2 * 4 * 0.95)
    facts[2]["source"]["reliability"] = "E"
    assert [cell.mark for cell in row(made(facts), "s").cells] == ["+", "-"]


def test_what_weighs_alike_on_all_tells_nothing_apart() -> None:
    facts = [claim("a"), claim("b"), {"source": {"id": "s"}}]
    facts += [{"report": {"id": f"r{each}", "by": "s", "claim": each, "basis": "hearsay"}} for each in "ab"]
    assert row(made(facts), "s").diagnosticity == 0


def test_a_voice_with_no_weight_left_is_marked_0_and_silence_is_empty() -> None:
    artefact = {"artefact": {"id": "p", "kind": "image", "authenticity": "manipulated"}}
    facts = [claim("a"), claim("b"), {"source": {"id": "s"}}, artefact]
    facts.append({"report": {"id": "r", "by": "s", "claim": "a", "evidence": "p"}})
    assert [cell.mark for cell in row(made(facts), "s").cells] == ["0", ""]


def test_what_is_taken_as_given_is_told() -> None:
    facts = [
        claim("a"),
        claim("b"),
        {"source": {"id": "s", "name": "Sam"}},
        {"source": {"id": "t", "reliability": "B"}},
    ]
    facts.append({"report": {"id": "r", "by": "s", "claim": "a", "reading": "as he is understood"}})
    facts.append({"report": {"id": "q", "by": "t", "claim": "b"}})
    facts.append({"assumption": {"id": "x", "text": "The text is genuine.", "claim": "a"}})
    facts.append({"assumption": {"id": "y", "text": "Clocks are right."}})
    first, second = (column.assumed for column in made(facts).columns)
    assert [(each.kind, each.id) for each in first] == [
        ("assumption", "x"),
        ("assumption", "y"),
        ("reading", "r"),
        ("letter F", "s"),
    ]
    assert [(each.kind, each.id) for each in second] == [("assumption", "y")]


def test_many_claims_fit_the_width() -> None:
    result = whosays.assess(FOLDER, STANDARD, matcher=MATCHERS)
    assert max(map(len, str(result.matrix(*result)).splitlines())) <= 100


def test_a_case_without_claims() -> None:
    assert made([]).columns == ()
