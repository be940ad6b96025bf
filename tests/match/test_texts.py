"""Both matchers agree on whole cases: quoted and Arabic texts, missing fields, rules that join on texts and times."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reference_matcher import ReferenceMatcher
from whosays.conclude import Ground, conclude
from whosays.facts.load import case_from_dict
from whosays.match.durable import DurableMatcher
from whosays.rules.grounding import ground
from whosays.rules.load import load_rulebook

STANDARD = load_rulebook("standard")
DURABLE = DurableMatcher()

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
    grounded = ground(STANDARD.program, case_from_dict(data))
    rows = Ground(grounded.rows, grounded.fact_of, grounded.test)
    durable = conclude(STANDARD.program, rows, DURABLE)
    reference = conclude(STANDARD.program, rows, ReferenceMatcher())
    assert durable.rows == reference.rows
    assert [set(each) for each in durable.proofs] == [set(each) for each in reference.proofs]
    for kind in STANDARD.findings:
        for row in durable.rows.get(kind.relation, ()):
            assert durable.fact_sets(row.number) == reference.fact_sets(row.number)
