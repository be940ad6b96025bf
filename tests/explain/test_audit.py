"""Checks of a report; each of them can fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import whosays
from tests.cases.founding_case import FOLDER, founding_case
from tests.strategies.reported import Data, reported_cases
from whosays.explain.audit_language import cited_sentences, likelihood_with_confidence, words_of_the_list
from whosays.explain.checked import Check
from whosays.facts.case import Case
from whosays.facts.load import case_from_dict
from whosays.facts.swap import main_parties, swapped
from whosays.match.choose import Matchers

MATCHERS = Matchers()
STANDARD = whosays.load_rulebook()
CASE: Data = {
    "case": "gate",
    "title": "Who opened the gate?",
    "facts": [
        {"actor": {"id": "red", "name": "the Reds", "aliases": "Reds"}},
        {"actor": {"id": "blue", "name": "the Blues"}},
        {"claim": {"id": "red-did", "text": "The gate was opened by the Reds.", "about": "red"}},
        {
            "claim": {
                "id": "blue-did",
                "text": "The gate was opened by the Blues.",
                "about": "blue",
                "excludes": "red-did",
            }
        },
        {"source": {"id": "r", "affiliation": "red"}},
        {"source": {"id": "b", "affiliation": "blue", "reliability": "B"}},
        {"report": {"id": "r-says", "by": "r", "claim": "blue-did", "basis": "firsthand"}},
        {"report": {"id": "b-says", "by": "b", "claim": "red-did", "basis": "hearsay"}},
        {"interest": {"id": "i", "holder": "red", "claim": "blue-did", "gains_if": "believed", "why": "the Reds gain"}},
        {"motive": {"id": "m", "actor": "blue", "claim": "blue-did", "effect": "harm", "why": "Reds would laugh"}},
    ],
}


def audited(rules: Any = STANDARD, case: Any = None, **options: Any) -> dict[str, Check]:
    found = whosays.assess(case or CASE, rules, matcher=MATCHERS).audit(**options)
    assert str(found)
    return {check.name: check for check in found.found.checks}


def house(folder: Path, text: str) -> Path:
    file = folder / "house.yaml"
    file.write_text(f"rulebook: house\nextends: standard\nrules:\n{text}", encoding="utf-8")
    return file


@given(reported_cases())
@settings(max_examples=40, deadline=None)
def test_the_standard_rules_treat_parties_alike(data: Data) -> None:
    result = whosays.assess(data, STANDARD, matcher=MATCHERS)
    assert result.audit().found.findings == 0


@given(reported_cases())
@settings(max_examples=60, deadline=None)
def test_swapped_twice_a_case_is_what_it_was(data: Data) -> None:
    case = case_from_dict(data)
    pair = main_parties(case)
    if pair:
        assert swapped(swapped(case, *pair), *pair).hash == case.hash
        assert swapped(case, *pair).hash == swapped(case, *pair[::-1]).hash


def test_a_swap_exchanges_references_names_and_texts() -> None:
    case = swapped(case_from_dict(CASE), "red", "blue")
    assert case["red-did"].get("text") == "The gate was opened by the Blues."
    assert case["red-did"].get("about") == ("blue",)
    assert case["r"].get("affiliation") == ("blue",)
    assert (case["red"].model.name, case["red"].get("aliases")) == ("the Reds", ("Reds",))
    assert case["m"].get("why") == "the Blues would laugh"
    assert case["i"].get("holder") == "blue"


def test_a_swap_takes_all_that_is_said_of_a_party_to_the_other() -> None:
    case = founding_case()

    def mentions(of: Case, actor: str) -> int:
        return sum(actor == each.get("holder") for each in of.of_kind("interest"))

    names = [each.id for each in case.of_kind("actor")]
    party = max(names, key=lambda actor: mentions(case, actor))
    other = next(each for each in names if mentions(case, each) == 0)
    moved = swapped(case, party, other)
    assert (mentions(moved, party), mentions(moved, other)) == (0, mentions(case, party))


def test_a_rule_that_knows_a_party_by_name_is_found(tmp_path: Path) -> None:
    text = """
  - id: never-the-reds
    title: The Reds would not
    when: [{claim: {as: $claim, text: {matches: "*the reds*"}}}]
    then: [{opposes: $claim, strength: strong, because: they would not.}]
"""
    found = audited(house(tmp_path, text))["parties"].findings
    assert {each.where for each in found} == {"red-did", "blue-did"}
    other = text.replace('text: {matches: "*the reds*"}', "about: $actor}}, {actor: {as: $actor, aliases: Reds")
    assert audited(house(tmp_path, other))["parties"].findings


def test_the_parties_can_be_named() -> None:
    third = {"actor": {"id": "green", "name": "the Greens"}}
    case = {**CASE, "facts": [*CASE["facts"], third]}
    assert "the Greens and the Blues swapped" in audited(case=case, parties=("green", "blue"))["parties"].looked_at
    with pytest.raises(KeyError, match="did you mean"):
        audited(case=case, parties=("gren", "blue"))


def test_without_two_parties_nothing_is_swapped() -> None:
    case = {"case": "x", "title": "X", "facts": [{"claim": {"id": "c", "text": "It happened."}}]}
    assert "no two actors" in audited(case=case)["parties"].looked_at


def test_how_far_the_number_follows_the_letter_is_told_and_is_no_finding() -> None:
    case = {
        "case": "x",
        "title": "X",
        "facts": [
            {"claim": {"id": "c", "text": "It happened."}},
            {"source": {"id": "s", "reliability": "B"}},
            {"report": {"id": "r", "by": "s", "claim": "c", "basis": "firsthand"}},
        ],
    }
    check = audited(case=case)["letters"]
    assert check.findings == ()
    assert check.told == (
        "the number moved in 1 of 1 pairs of a source and a claim (100%)",
        "most by the letters of s (1)",
    )


def test_a_sentence_with_likelihood_and_confidence_is_found() -> None:
    good = "  Verdict: very unlikely, P 0.13. Confidence: moderate."
    bad = "  It is very unlikely, with moderate confidence."
    quoted = "  “It is very unlikely, and I am confident of it.” is what he says."
    assert likelihood_with_confidence({"c": good}).findings == ()
    assert likelihood_with_confidence({"c": quoted}).findings == ()
    (found,) = likelihood_with_confidence({"c": f"{good}\n{bad}"}).findings
    assert "with moderate confidence" in found.what
    assert likelihood_with_confidence({"c": "  It is unlikely,\n    of which we are confident."}).findings


def test_a_word_that_was_not_judged_is_found() -> None:
    report = whosays.assess(CASE, STANDARD, matcher=MATCHERS)._report
    word = report.by_claim["red-did"].word
    naive = report.by_claim["red-did"].naive.word
    text = f"  Verdict: {word}, P 0.1.\n  Naive count: {naive}, P 0.2."
    assert words_of_the_list(report, {"red-did": text}).findings == ()
    assert len(words_of_the_list(report, {"red-did": text.replace(f"Verdict: {word}", "Verdict: sure")}).findings) == 1
    assert len(words_of_the_list(report, {"red-did": "nothing"}).findings) == 2


def test_a_part_that_cites_nothing_is_found() -> None:
    import dataclasses

    report = whosays.assess(CASE, STANDARD, matcher=MATCHERS)._report
    assert cited_sentences(report).findings == ()
    verdict = report.verdicts[0]
    part = verdict.contributions[0]
    for broken, said in (
        (dataclasses.replace(part, facts=(), kind="origin", taken=(), raised=()), "neither a fact nor a rule"),
        (dataclasses.replace(part, facts=("gone",)), "which the case does not have"),
        (dataclasses.replace(part, kind="finding", id="no-such-rule"), "not in force"),
    ):
        changed = dataclasses.replace(verdict, contributions=(broken,))
        again = dataclasses.replace(report, verdicts=(changed,))
        assert any(said in each.what for each in cited_sentences(again).findings)


@pytest.mark.parametrize("word", ["very likely", "probably", "almost certain", "unlikely"])
def test_a_rule_that_says_how_likely_something_is_is_found(word: str, tmp_path: Path) -> None:
    text = f"""
  - id: sure
    title: Sure of it
    when: [{{claim: {{as: $claim}}}}]
    then: [{{opposes: $claim, strength: weak, because: it {word} did not happen.}}]
"""
    (found,) = audited(house(tmp_path, text))["rules"].findings
    assert found.where == "sure"
    assert word in found.what


@pytest.mark.parametrize("rules", ["standard", "credits-the-press", "doubts-the-press"])
def test_the_founding_case_by_the_shipped_rulebooks(rules: str) -> None:
    assert whosays.assess(FOLDER, rules, matcher=MATCHERS).audit().found.findings == 0
