"""What falls with a source, a document, an actor or a report."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

import whosays
from tests.strategies.reported import Data, reported_cases
from whosays.explain.retract import Retracted
from whosays.match.choose import Matchers

MATCHERS = Matchers()
STANDARD = whosays.load_rulebook()


def retracted(data: Data, what: str) -> Retracted:
    found = whosays.assess(data, STANDARD, matcher=MATCHERS).retract(what)
    assert str(found)
    return found.found


def by_hand(data: Data, what: str) -> Data:
    """The case without what a source, document, actor or report says: the same by another way, on the plain data."""
    facts = [(kind, fact) for entry in data["facts"] for kind, fact in entry.items()]
    (kind,) = (kind for kind, fact in facts if fact["id"] == what)
    camp = {what}
    for _ in facts:
        camp |= {fact["id"] for each, fact in facts if each == "actor" and fact.get("part_of") in camp}
    speakers = {
        "source": {what},
        "actor": {fact["id"] for each, fact in facts if each == "source" and fact.get("affiliation") in camp},
    }.get(kind, set())

    def goes(each: str, fact: Data) -> bool:
        if each == "report" and (fact["by"] in speakers or fact["id"] == what):
            return True
        if kind != "document" or each not in {"report", "interest", "motive", "expectation"}:
            return False
        return (each == "report" and fact.get("in") == what) or fact.get("seen_in", {}).get("document") == what

    left = [(each, dict(fact)) for each, fact in facts if not goes(each, fact)]
    while True:
        there = {fact["id"] for _, fact in left}
        kept = [
            (each, fact)
            for each, fact in left
            if ("report" not in fact or fact["report"] in there)
            and ("cites" not in fact or any(cited in there for cited in fact["cites"]))
        ]
        if len(kept) == len(left):
            break
        left = kept
    for _, fact in left:
        if "cites" in fact:
            fact["cites"] = [cited for cited in fact["cites"] if cited in there]
        if fact.get("repeats") not in there:
            fact.pop("repeats", None)
    return {**data, "facts": [{each: fact} for each, fact in left]}


@given(reported_cases())
@settings(max_examples=30, deadline=None)
def test_retracting_equals_removing_the_facts_by_hand(data: Data) -> None:
    names = {"source": "s0", "document": "d0", "actor": "camp0"}
    ids = [fact["id"] for entry in data["facts"] for kind, fact in entry.items() if kind == "report"]
    for what in (*names.values(), *ids[:1]):
        found = retracted(data, what)
        left = whosays.assess(by_hand(data, what), STANDARD, matcher=MATCHERS)
        for move in found.claims:
            verdict = left[move.claim]
            assert move.after is not None
            assert move.after.word == verdict.word, what
            assert (move.after.low, move.after.high) == verdict.range
        assert {each.id for each in found.facts if each.change == "went"} == {
            fact["id"] for entry in data["facts"] for fact in entry.values()
        } - {fact.id for fact in left.case}


CASE: Data = {
    "case": "gate",
    "title": "Was the gate open?",
    "facts": [
        {"actor": {"id": "watch", "name": "the watch"}},
        {"claim": {"id": "open", "text": "The gate was open.", "about": "watch"}},
        {"source": {"id": "guard", "name": "the guard", "affiliation": "watch"}},
        {"source": {"id": "boy"}},
        {"source": {"id": "paper"}},
        {"document": {"id": "letter"}},
        {"document": {"id": "diary"}},
        {"report": {"id": "guard-says", "by": "guard", "claim": "open", "basis": "firsthand"}},
        {"report": {"id": "boy-says", "by": "boy", "claim": "open", "basis": "hearsay", "in": "diary"}},
        {"report": {"id": "paper-says", "by": "paper", "claim": "open", "cites": ["guard-says", "boy-says"]}},
        {"report": {"id": "echo", "by": "paper", "claim": "open", "cites": "guard-says"}},
        {"motive": {"id": "paid", "actor": "watch", "claim": "open", "effect": "gain", "report": "guard-says"}},
        {
            "motive": {
                "id": "feared",
                "actor": "watch",
                "claim": "open",
                "effect": "harm",
                "seen_in": [{"document": "letter"}, {"document": "diary"}],
            }
        },
        {
            "interest": {
                "id": "gain",
                "holder": "watch",
                "claim": "open",
                "gains_if": "believed",
                "seen_in": [{"document": "letter"}],
            }
        },
        {"slip": {"id": "slip", "report": "echo", "wrong": "open", "right": "shut"}},
    ],
}


@pytest.mark.parametrize(
    ("what", "falls"),
    [
        (
            "guard-says",
            {"guard-says", "paid", "echo", "slip"},
        ),  # who cites others too stands, and nothing is undisputed
        ("guard", {"guard-says", "paid", "echo", "slip"}),
        ("watch", {"guard-says", "paid", "echo", "slip"}),  # the camp's word, not what is said of it
        ("boy", {"boy-says"}),
        ("paper", {"paper-says", "echo", "slip"}),
        ("letter", {"gain"}),  # "feared" was read elsewhere as well
        ("diary", {"boy-says"}),
    ],
)
def test_what_falls(what: str, falls: set[str]) -> None:
    found = retracted(CASE, what)
    assert {each.id for each in found.facts if each.change == "went"} == falls


def test_what_only_loses_a_mention_is_told_as_changed() -> None:
    found = retracted(CASE, "guard")
    assert [(each.id, each.fields) for each in found.facts if each.change == "changed"] == [("paper-says", ("cites",))]


def test_nothing_falls_with_who_says_nothing() -> None:
    found = retracted({**CASE, "facts": [*CASE["facts"], {"source": {"id": "mute"}}]}, "mute")
    assert (found.said, found.facts, found.findings) == ((), (), ())
    assert not any(move.moved for move in found.claims)


def test_what_cannot_be_retracted() -> None:
    result = whosays.assess(CASE, STANDARD, matcher=MATCHERS)
    with pytest.raises(KeyError, match="guard"):
        result.retract("gard")
    with pytest.raises(KeyError):
        result.retract("open")


def test_a_rule_with_two_proofs_stands_on_the_second(tmp_path: Any) -> None:
    book = tmp_path / "two.yaml"
    book.write_text(
        """
rulebook: two
rules:
  - id: wanted
    title: Somebody said to gain
    when: [{motive: {claim: $claim, effect: gain}}]
    then: [{supports: $claim, strength: weak, because: somebody gains by it.}]
""",
        encoding="utf-8",
    )
    more = {"motive": {"id": "bribed", "actor": "watch", "claim": "open", "effect": "gain", "report": "boy-says"}}
    data = {**CASE, "facts": [*CASE["facts"], more]}
    found = whosays.assess(data, book, matcher=MATCHERS).retract("boy").found
    (standing,) = found.standing
    assert (standing.rule, standing.lost, standing.on) == ("wanted", ("bribed",), ("paid",))
    assert [each.rule for each in found.findings] == []
