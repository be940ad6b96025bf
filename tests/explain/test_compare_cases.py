"""What changed between two versions of a case."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings

import whosays
from tests.strategies.reported import Data, reported_cases
from whosays.explain.compare_cases import CasesCompared
from whosays.match.choose import Matchers

MATCHERS = Matchers()
STANDARD = whosays.load_rulebook()
CASE: Data = {
    "case": "gate",
    "title": "Was the gate open?",
    "facts": [
        {"claim": {"id": "open", "text": "The gate was open."}},
        {"claim": {"id": "night", "text": "It was at night."}},
        {"source": {"id": "guard", "name": "the guard", "reliability": "B"}},
        {"source": {"id": "boy", "name": "a boy", "named": "anonymous"}},
        {"report": {"id": "guard-says", "by": "guard", "claim": "open", "basis": "firsthand"}},
        {"report": {"id": "boy-says", "by": "boy", "claim": "open", "basis": "hearsay", "stance": "denies"}},
    ],
}


def compared(before: Any, after: Any) -> CasesCompared:
    found = whosays.compare(before, after, rulebook=STANDARD, matcher=MATCHERS)
    assert str(found)
    assert found.found.cases is not None
    return found.found.cases


@given(reported_cases())
@settings(max_examples=25, deadline=None)
def test_a_case_and_itself_differ_in_nothing(data: Data) -> None:
    found = compared(data, data)
    assert (found.facts, found.findings) == ((), ())
    assert not any(move.moved for move in found.claims)


@given(reported_cases(), reported_cases())
@settings(max_examples=25, deadline=None)
def test_the_moves_are_those_of_the_two_verdicts_and_turned_round_they_go_back(first: Data, second: Data) -> None:
    there, back = compared(first, second), compared(second, first)
    assert {(each.claim, each.by) for each in there.claims} == {(each.claim, -each.by) for each in back.claims}
    swap = {"came": "went", "went": "came", "changed": "changed"}
    assert {(each.id, each.change) for each in there.facts} == {(each.id, swap[each.change]) for each in back.facts}
    assert len(there.findings) == len(back.findings)
    for data, side in ((first, "before"), (second, "after")):
        for claim, verdict in whosays.assess(data, STANDARD, matcher=MATCHERS).items():
            (move,) = (each for each in there.claims if each.claim == claim)
            assert getattr(move, side).word == verdict.word


def test_facts_that_came_went_and_changed_and_the_findings_with_them() -> None:
    after = copy.deepcopy(CASE)
    del after["facts"][5]
    after["facts"][2]["source"]["named"] = "role"
    after["facts"].append({"source": {"id": "smith", "reliability": "A"}})
    after["facts"].append({"report": {"id": "smith-says", "by": "smith", "claim": "open", "basis": "firsthand"}})
    found = compared(CASE, after)
    assert [(each.change, each.id, each.fields) for each in found.facts] == [
        ("came", "smith-says", ()),
        ("came", "smith", ()),
        ("changed", "guard", ("named",)),
        ("went", "boy-says", ()),
    ]
    came = {(each.change, each.rule, each.facts) for each in found.findings}
    assert ("came", "anonymous-source", ("guard",)) in came
    assert found.claims[0].claim == "open"
    assert found.claims[0].moved
    assert not found.claims[1].moved


def test_a_claim_that_came_and_one_that_went() -> None:
    after = copy.deepcopy(CASE)
    after["facts"][1] = {"claim": {"id": "day", "text": "It was by day."}}
    found = {each.claim: each for each in compared(CASE, after).claims}
    assert found["day"].before is None
    assert found["night"].after is None
    assert found["day"].by == 0


def test_compare_wants_one_thing_to_compare_with() -> None:
    with pytest.raises(TypeError, match="and not both"):
        whosays.compare(CASE)
    with pytest.raises(TypeError, match="and not both"):
        whosays.compare(CASE, CASE, other_rulebook="standard")
