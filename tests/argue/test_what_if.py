"""What would be if: laws of changes, and what goes along with what is taken out."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies.judged_cases import judged_cases
from whosays.argue.requests import Request
from whosays.argue.what_if import what_if
from whosays.explain.report import Report, report_on
from whosays.facts.kinds import kinds
from whosays.facts.load import case_from_dict
from whosays.match.choose import Matchers
from whosays.problems import ProblemsError
from whosays.render.json import render_json
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import load_rulebook

MATCHERS = Matchers()


@cache
def rulebook() -> CompiledRulebook:
    return load_rulebook()


def judged(case: dict[str, Any]) -> Report:
    return report_on(case_from_dict(case), rulebook(), MATCHERS)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(judged_cases())
def test_an_empty_change_changes_nothing(case: dict[str, Any]) -> None:
    before = judged(case)
    found = what_if(before, Request(), MATCHERS)
    assert not found.changed
    assert render_json(found.after) == render_json(before)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(judged_cases(), st.randoms(use_true_random=False))
def test_without_and_with_the_same_fact_is_the_same_report(case: dict[str, Any], random: Any) -> None:
    before = judged(case)
    facts = random.sample(case["facts"], random.randint(1, 3)) if len(case["facts"]) > 3 else case["facts"][:1]
    ids = tuple(next(iter(fact.values()))["id"] for fact in facts)
    found = what_if(before, Request(without=ids, with_=tuple(json.dumps(fact) for fact in facts)), MATCHERS)
    assert (found.gone, found.unlinked) == ((), ())
    assert render_json(found.after) == render_json(before)
    assert found.after.case.hash == before.case.hash


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(judged_cases(), st.data())
def test_what_is_left_is_a_case_and_is_judged_as_if_written_so(case: dict[str, Any], data: st.DataObject) -> None:
    before = judged(case)
    out = data.draw(st.sampled_from([fact.id for fact in before.case]))
    found = what_if(before, Request(without=(out,)), MATCHERS)
    left = {fact.id for fact in found.after.case}
    assert left | {out} | {each.fact for each in found.gone} == {fact.id for fact in before.case}
    for fact in found.after.case:
        for field in kinds()[fact.kind].references:
            value = fact.get(field.name)
            named = value if isinstance(value, tuple) else (value,) if value is not None else ()
            assert set(named) <= left
    kept: list[dict[str, Any]] = []
    for each in case["facts"]:
        [(kind, fields)] = each.items()
        dropped = {unlinked.field for unlinked in found.unlinked if unlinked.fact == fields["id"]}
        if fields["id"] in left:
            kept.append({kind: {name: value for name, value in fields.items() if name not in dropped}})
    assert render_json(judged({**case, "facts": kept})) == render_json(found.after)


CASE: dict[str, Any] = {
    "case": "a",
    "title": "A",
    "facts": [
        {"claim": {"id": "c", "text": "It is so."}},
        {"source": {"id": "witness", "reliability": "B"}},
        {"source": {"id": "paper", "reliability": "B"}},
        {"source": {"id": "other", "reliability": "B"}},
        {"artefact": {"id": "photo", "kind": "image"}},
        {"report": {"id": "said", "by": "witness", "claim": "c", "basis": "firsthand"}},
        {"report": {"id": "relayed", "by": "paper", "claim": "c", "cites": "said"}},
        {"report": {"id": "both", "by": "other", "claim": "c", "cites": ["said", "doubted"], "evidence": "photo"}},
        {"report": {"id": "doubted", "by": "other", "claim": "c", "stance": "denies"}},
        {"obstacle": {"id": "mud", "claim": "c", "report": "said"}},
        {"obstacle": {"id": "rain", "claim": "c"}},
    ],
}


def test_what_rests_on_a_fact_goes_with_it() -> None:
    found = what_if(judged(CASE), Request(without=("said",)), MATCHERS)
    # A relay without its origin would be an origin itself, and a stated fact undisputed: both would count more.
    assert {(each.fact, each.field) for each in found.gone} == {("relayed", "cites"), ("mud", "report")}
    assert [(each.fact, each.field) for each in found.unlinked] == [("both", "cites")]
    [claim] = found.claims
    assert claim.word_changed
    parts = {(each.change, each.part.because) for each in claim.parts}
    assert ("went", "witness (firsthand)") in parts


def test_evidence_that_is_gone_leaves_the_report() -> None:
    found = what_if(judged(CASE), Request(without=("photo",)), MATCHERS)
    assert (found.gone, [each.fact for each in found.unlinked]) == ((), ["both"])


def test_changes_of_facts_and_rules() -> None:
    before = judged(CASE)
    facts = what_if(before, Request(change=("witness.reliability=D",)), MATCHERS)
    rules = what_if(before, Request(set=("impractical.strength=decisive",)), MATCHERS)
    gone = what_if(before, Request(set=("impractical.disabled=what if",)), MATCHERS)
    assert facts.claims[0].after is not None
    assert facts.after.case["witness"].get("reliability") == "D"
    assert next(each.part.rule for each in rules.claims[0].parts if each.change == "moved") == "impractical"
    assert ("went", "impractical") in {(each.change, each.part.rule) for each in gone.claims[0].parts}
    assert gone.after.rulebook.rulebook.disabled["impractical"] == "what if"


@pytest.mark.parametrize(
    ("request_", "codes"),
    [
        (Request(without=("sad",)), {"unknown-fact"}),
        (Request(change=("said.clam=c",)), {"unknown-field"}),
        (Request(change=("said.id=c",)), {"unknown-field"}),
        (Request(change=("said.claim=",)), {"missing-field"}),
        (Request(change=("said.claim=[",)), {"yaml-syntax"}),
        (Request(change=("said",)), {"not-a-change"}),
        (Request(change=("said.by=c",)), {"wrong-reference"}),
        (Request(with_=("{obstacle: {id: rain, claim: c}}",)), {"duplicate-id"}),
        (Request(with_=("{obstacle: {id: new, claim: d}}",)), {"dangling-reference"}),
        (Request(with_=("no-such-file.yaml",)), {"no-such-file"}),
        (Request(set=("impractica.strength=weak",)), {"unknown-rule"}),
        (Request(set=("impractical.strngth=weak",)), {"unknown-parameter"}),
        (Request(set=("impractical.strength=",)), {"empty-field"}),
        (Request(without=("sad",), set=("impractica.strength=weak",)), {"unknown-fact", "unknown-rule"}),
    ],
)
def test_what_cannot_be_is_told_with_the_option_as_its_place(request_: Request, codes: set[str]) -> None:
    with pytest.raises(ProblemsError) as caught:
        what_if(judged(CASE), request_, MATCHERS)
    assert codes <= {each.code for each in caught.value.problems}
    texts = [*request_.without, *request_.with_, *request_.change, *request_.set]
    told = [each for each in caught.value.problems if each.code in codes]
    assert all(any(text in each.mark.file for text in texts) for each in told)
