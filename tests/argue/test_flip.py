"""What would turn a verdict: what is told does so, in the eyes of the whole engine, and no less does."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.cases.founding_case import founding_case
from tests.strategies.judged_cases import judged_cases
from whosays.argue.flip import Flip, flip
from whosays.argue.removals import MOST_TOLD
from whosays.argue.requests import Request
from whosays.argue.what_if import what_if
from whosays.argue.worlds import Worlds
from whosays.assessment.assess import Assessment
from whosays.explain.report import Report, report_on
from whosays.facts.load import case_from_dict
from whosays.match.choose import Matchers
from whosays.problems import ProblemsError
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import load_rulebook
from whosays.weigh.scales import Word
from whosays.weigh.weigh import weigh

MATCHERS = Matchers()
SOME = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def rulebook() -> CompiledRulebook:
    return load_rulebook()


def judged(case: dict[str, Any]) -> Report:
    return report_on(case_from_dict(case), rulebook(), MATCHERS)


def word_without(before: Report, claim: str, facts: tuple[str, ...]) -> str:
    """The word on the claim without some facts, by the way that `whosays what-if` goes."""
    return what_if(before, Request(without=facts), MATCHERS).after.by_claim[claim].word


def check_sets(before: Report, found: Flip) -> None:
    now = before.by_claim[found.claim].word
    assert Word(found.now.word).text == now
    for each in found.removals.sets:
        assert word_without(before, found.claim, each.facts) == Word(each.outcome.word).text != now
        for size in range(1, len(each.facts)):
            assert all(word_without(before, found.claim, fewer) == now for fewer in combinations(each.facts, size))


def check_advice(before: Report, found: Flip) -> None:
    for question in found.advice.questions:
        for answer in question.answers:
            request = Request(change=(f"{question.fact}.{question.field}={answer.value}",))
            verdict = what_if(before, request, MATCHERS).after.by_claim[found.claim]
            assert verdict.word == Word(answer.outcome.word).text
            if verdict.probability is not None:
                assert verdict.probability == pytest.approx(answer.outcome.probability, abs=1e-12)


def check_sizes(assessment: Assessment, found: Flip) -> None:
    """On the network as it was gathered, with nothing of other claims left out."""
    gathered, claim = assessment.gathered, [fact.id for fact in assessment.gathered.claims].index(found.claim)
    for each in found.radii:
        group = [
            finding.index
            for finding in gathered.findings
            if finding.kind.rule.id == each.rule and finding.kind.conclusion.effect == each.effect
        ]
        for side in (each.below, each.above):
            if side is not None:
                sizes = gathered.network.findings.size.copy()
                for size, is_same in ((side.inside, True), (side.beyond, False)):
                    sizes[group] = size
                    network = replace(gathered.network, findings=replace(gathered.network.findings, size=sizes.copy()))
                    word = int(weigh(network).verdicts.word[claim])
                    assert (word == found.now.word) == is_same
                    assert is_same or word == side.word
                assert abs(side.inside - side.beyond) < 0.01


@pytest.mark.slow
@SOME
@given(judged_cases())
def test_sets_flip_the_word_and_no_part_of_them_does(case: dict[str, Any]) -> None:
    before = judged(case)
    for claim in before.by_claim:
        check_sets(before, flip(before.assessment, claim, MATCHERS, runs=200))


@pytest.mark.slow
@SOME
@given(judged_cases())
def test_with_enough_runs_no_smaller_set_is_missed(case: dict[str, Any]) -> None:
    before = judged(case)
    claim = next(iter(before.by_claim))
    found = flip(before.assessment, claim, MATCHERS, runs=2_000)
    worlds = Worlds(before.assessment.gathered, [fact.id for fact in before.assessment.gathered.claims].index(claim))
    facts = [before.case.facts[each].id for each in worlds.evidence]
    now = before.by_claim[claim].word
    size = found.removals.size
    assert len(found.removals.sets) == MOST_TOLD or found.removals.complete
    for smaller in range(1, size):
        assert all(word_without(before, claim, each) == now for each in combinations(facts, smaller))
    flipping = {each for each in combinations(sorted(facts), size) if word_without(before, claim, each) != now}
    told = {each.facts for each in found.removals.sets}
    assert told <= flipping
    assert told == flipping or len(told) == MOST_TOLD


@pytest.mark.slow
@SOME
@given(judged_cases())
def test_advice_has_the_effect_that_is_told(case: dict[str, Any]) -> None:
    before = judged(case)
    claim = next(iter(before.by_claim))
    check_advice(before, flip(before.assessment, claim, MATCHERS, runs=60))


@pytest.mark.slow
@SOME
@given(judged_cases())
def test_sizes_are_right_on_both_sides(case: dict[str, Any]) -> None:
    before = judged(case)
    for claim in before.by_claim:
        check_sizes(before.assessment, flip(before.assessment, claim, MATCHERS, runs=0))


@pytest.mark.slow
@SOME
@given(judged_cases())
def test_what_bears_on_one_claim_gives_its_verdict(case: dict[str, Any]) -> None:
    before = judged(case)
    for place, fact in enumerate(before.assessment.gathered.claims):
        worlds = Worlds(before.assessment.gathered, place)
        [outcome, again] = worlds.outcomes([worlds.network, worlds.network])
        assert outcome == again
        assert Word(outcome.word).text == before.by_claim[fact.id].word


@pytest.mark.parametrize("claim", ["qalamoun", "reconcile"])
def test_the_founding_case(claim: str) -> None:
    before = report_on(founding_case(), rulebook(), MATCHERS)
    found = flip(before.assessment, claim, MATCHERS)
    assert found.removals.sets
    check_sets(before, found)
    check_advice(before, found)
    check_sizes(before.assessment, found)


def test_a_sign_that_nobody_looked_for_is_worth_finding_out() -> None:
    facts: list[dict[str, Any]] = [
        {"claim": {"id": "c", "text": "It burned."}},
        {"source": {"id": "s", "reliability": "B"}},
        {"report": {"id": "r", "by": "s", "claim": "c", "basis": "firsthand", "primary": "available"}},
        {"expectation": {"id": "smoke", "claim": "c", "observation": "there is smoke", "surely": 0.95}},
    ]
    before = judged({"case": "a", "title": "A", "facts": facts})
    found = flip(before.assessment, "c", MATCHERS)
    assert (found.advice.questions[0].fact, found.advice.questions[0].field) == ("smoke", "seen")
    assert {each.value for each in found.advice.questions[0].answers} == {"yes", "no"}
    check_advice(before, found)


def test_with_no_runs_nothing_is_told_that_was_not_judged() -> None:
    before = report_on(founding_case(), rulebook(), MATCHERS)
    found = flip(before.assessment, "pact", MATCHERS, runs=0)
    assert (found.removals.sets, found.advice.questions) == ((), ())
    assert not found.removals.complete
    assert not found.advice.complete


def test_a_claim_that_is_not_there() -> None:
    before = report_on(founding_case(), rulebook(), MATCHERS)
    with pytest.raises(ProblemsError) as caught:
        flip(before.assessment, "pcat", MATCHERS)
    assert [(each.code, each.hint) for each in caught.value.problems] == [("unknown-claim", 'did you mean "pact"?')]
