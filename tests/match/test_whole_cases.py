"""All matchers agree on whole cases, to the byte: the founding case, every example of a rule, and random ones.

The random ones have quoted and Arabic texts, missing fields, and rules that join on texts and times.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.all_matchers import fast_matchers
from tests.golden_files import ROOT
from tests.reference_matcher import ReferenceMatcher
from whosays.conclude import Ground, conclude
from whosays.examples.given import given_facts
from whosays.explain.report import report_on
from whosays.facts.case import Case
from whosays.facts.load import case_from_dict, load_case
from whosays.match.choose import Only
from whosays.match.matcher import Matcher
from whosays.render.json import render_json
from whosays.render.text import render_text
from whosays.render.why_text import render_why
from whosays.rules.compile import CompiledRulebook
from whosays.rules.grounding import ground
from whosays.rules.load import load_rulebook
from whosays.rules.syntax import Rule

FOUNDING = ROOT / "facts" / "jn-is-alliance-2014"
STANDARD = load_rulebook("standard")
MATCHERS = fast_matchers()
REFERENCE = ReferenceMatcher()

IDS = ["a", "b", "c"]
TEXTS = st.sampled_from(['قال "نعم"', "it's", '{"k": 1}', "$claim", "a\\b", "x", "X", "é", "e\u0301", "٣", "\u202eabc"])
TIMES = st.sampled_from(["2014", "2014-11", "2014-11-02", "early 2014", "c. 2013"])


def optional(draw: st.DrawFn, fields: dict[str, st.SearchStrategy[object]]) -> dict[str, object]:
    return {name: draw(value) for name, value in fields.items() if draw(st.booleans())}


@st.composite
def cases(draw: st.DrawFn) -> dict[str, object]:
    one = st.sampled_from
    facts: list[dict[str, object]] = []

    def add(kind: str, name: str, required: dict[str, object], others: dict[str, st.SearchStrategy[object]]) -> None:
        facts.append({kind: {"id": f"{kind}-{name}", **required, **optional(draw, others)}})

    named = lambda kind: one([f"{kind}-{name}" for name in IDS])  # noqa: E731
    for position, name in enumerate(IDS):
        larger = [f"actor-{other}" for other in IDS[:position]]
        add(
            "actor",
            name,
            {},
            {"name": TEXTS, "part_of": st.lists(one(larger), max_size=2, unique=True) if larger else st.just([])},
        )
        wider = [f"place-{other}" for other in IDS[:position]]
        point = st.tuples(st.integers(30, 31), st.integers(36, 37)).map(list)
        add("place", name, {}, {"at": point, "within": st.lists(one(wider), max_size=1) if wider else st.just([])})
        add("source", name, {}, {"affiliation": named("actor"), "named": one(["named", "role"]), "name": TEXTS})
        about = {"about": named("actor"), "scope": one(["local", "strategic"]), "checkable": st.booleans()}
        add("claim", name, {"text": draw(TEXTS)}, about)
    for name in [*IDS, "d", "e"]:
        earlier = [each["report"]["id"] for each in facts if "report" in each]  # type: ignore[index]
        required = {"claim": draw(named("claim")), "by": draw(named("source"))}
        others = {
            "details": st.lists(TEXTS, max_size=3, unique=True),
            "cites": st.lists(one(earlier), max_size=2, unique=True) if earlier else st.just([]),
            "stance": one(["asserts", "denies", "doubts"]),
            "published": TIMES,
            "hedged": st.booleans(),
        }
        add("report", name, required, others)
    gains = one(["believed", "disbelieved"])
    for name in IDS[: draw(st.integers(0, 3))]:
        add(
            "interest",
            name,
            {"holder": draw(named("actor")), "claim": draw(named("claim")), "gains_if": draw(gains)},
            {},
        )
        where = {"actor": draw(named("actor")), "place": draw(named("place"))}
        add("absence", name, where, {"during": TIMES, "report": named("report")})
        add("presence", name, where, {"during": TIMES, "certainty": one(["stated", "possible"])})
        add("requires", name, {"claim": draw(named("claim")), **where}, {"during": TIMES})
    return {"case": "random", "title": "Random", "facts": facts}


@given(cases())
@settings(max_examples=20)
def test_whole_cases(data: dict[str, object]) -> None:
    agree(data)


@pytest.mark.slow
@given(cases())
@settings(max_examples=150)
def test_many_whole_cases(data: dict[str, object]) -> None:
    agree(data)


def agree(data: dict[str, object]) -> None:
    """Same rows, same proofs, same fact sets."""
    rulebook, case = STANDARD, case_from_dict(data)
    expected = content(rulebook, case, REFERENCE)
    for matcher in MATCHERS:
        assert content(rulebook, case, matcher) == expected, matcher.name


def content(rulebook: CompiledRulebook, case: Case, matcher: Matcher) -> tuple[object, ...]:
    grounded = ground(rulebook.program, case)
    derived = conclude(rulebook.program, Ground(grounded.rows, grounded.fact_of, grounded.test), matcher)
    found = [row.number for kind in rulebook.findings for row in derived.rows.get(kind.relation, ())]
    return derived.rows, derived.proofs, derived.rounds, [derived.fact_sets(number) for number in found]


@pytest.mark.slow
def test_the_founding_case() -> None:
    case = load_case(FOUNDING)
    expected = content(STANDARD, case, REFERENCE)
    for matcher in MATCHERS:
        assert content(STANDARD, case, matcher) == expected, matcher.name


@pytest.mark.slow
def test_the_founding_case_is_reported_in_the_same_bytes() -> None:
    expected = reported(REFERENCE)
    for matcher in MATCHERS:
        assert reported(matcher) == expected, matcher.name


def reported(matcher: Matcher) -> list[str]:
    report = report_on(load_case(FOUNDING), STANDARD, Only(matcher))
    reasons = [render_why(report, claim.id) for claim in report.case.of_kind("claim")]
    return [render_json(report), render_text(report), *reasons]


@pytest.mark.parametrize("rule", [rule for rule in STANDARD.judging if rule.examples], ids=lambda rule: rule.id)
def test_every_example_of_every_rule(rule: Rule) -> None:
    for example in rule.examples:
        case = case_from_dict({"case": "example", "title": example.name, "facts": list(given_facts(STANDARD, example))})
        expected = content(STANDARD, case, REFERENCE)
        for matcher in MATCHERS:
            assert content(STANDARD, case, matcher) == expected, (example.name, matcher.name)
