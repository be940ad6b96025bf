"""Who speaks on a claim independently."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

import whosays
from tests.cases.founding_case import FOLDER
from tests.strategies.reported import Data, reported_cases
from whosays.explain.independence import Independence
from whosays.match.choose import Matchers

MATCHERS = Matchers()
STANDARD = whosays.load_rulebook()


def voices(facts: list[Any], claim: str = "c", rules: Any = STANDARD) -> Independence:
    case = {"case": "x", "title": "X", "facts": [{"claim": {"id": "c", "text": "It happened."}}, *facts]}
    return whosays.assess(case, rules, matcher=MATCHERS).independence(claim).found


def source(name: str, /, **fields: Any) -> Data:
    return {"source": {"id": name, "reliability": "B", **fields}}


def report(name: str, by: str, **fields: Any) -> Data:
    return {"report": {"id": name, "by": by, "claim": "c", **fields}}


def tree(found: Independence) -> list[list[tuple[int, str]]]:
    return [[(each.depth, each.report) for each in chain.reports] for chain in found.chains]


@given(reported_cases())
@settings(max_examples=60, deadline=None)
def test_each_report_of_the_claim_stands_in_the_tree_once_and_origins_are_those_of_the_verdict(data: Data) -> None:
    result = whosays.assess(data, STANDARD, matcher=MATCHERS)
    for claim, verdict in result.items():
        found = result.independence(claim).found
        told = [each for chain in found.chains for each in chain.reports]
        assert len({each.report for each in told}) == len(told)
        assert sum(each.speaks != "" for each in told) == verdict.reports == found.reports
        assert sum(chain.counted for chain in found.chains) == verdict.origins == found.origins
        assert all(each.rests_on or each.depth == 0 for each in told)
        assert len(str(result.independence(claim))) > 0


@given(reported_cases())
@settings(max_examples=40, deadline=None)
def test_what_ties_took_and_what_is_left_is_the_evidence(data: Data) -> None:
    result = whosays.assess(data, STANDARD, matcher=MATCHERS)
    for claim, verdict in result.items():
        found = result.independence(claim).found
        took = sum(each.took for each in found.tied)
        evidence = sum(each.weight for each in verdict.contributions)
        opinion = result._report.assessment.weighed.opinions
        index = result._report.assessment.gathered.provenance.place[claim]
        assert evidence - took == pytest.approx(opinion.support[index] + opinion.opposition[index], abs=1e-9)
        assert all(each.ties for each in found.tied)


def test_a_chain_is_told_from_its_origin_up() -> None:
    facts = [source(each) for each in "stu"]
    facts += [report("first", "s"), report("second", "t", cites="first"), report("third", "u", cites="second")]
    assert tree(voices(facts)) == [[(0, "first"), (1, "second"), (2, "third")]]


def test_a_report_that_rests_on_two_stands_under_the_stronger_and_names_both() -> None:
    facts = [source("s"), source("t", reliability="A"), source("u")]
    facts += [report("weak", "s"), report("strong", "t"), report("both", "u", cites=["weak", "strong"])]
    found = voices(facts)
    assert tree(found) == [[(0, "strong"), (1, "both")], [(0, "weak")]]
    assert [each.on for each in found.chains[0].reports[1].rests_on] == ["strong", "weak"]


def test_what_hands_on_without_speaking_on_the_claim_is_told_so() -> None:
    other = {"claim": {"id": "d", "text": "Another thing."}}
    facts = [other, source("s"), source("t"), {"report": {"id": "root", "by": "s", "claim": "d"}}]
    found = voices([*facts, report("above", "t", cites="root")])
    assert [each.speaks for each in found.chains[0].reports] == ["", "for"]
    assert (found.reports, found.origins) == (1, 1)


def test_a_ring_is_one_origin() -> None:
    facts = [source(each) for each in "st"]
    facts += [report("a", "s", cites="b", published="2014-01-01"), report("b", "t", cites="a", published="2014-01-02")]
    found = voices(facts)
    (chain,) = found.chains
    assert (chain.origin, chain.ring) == ("a", ("a", "b"))
    assert [(loop.reports, loop.one_origin) for loop in found.loops] == [(("a", "b"), True)]


def test_why_a_rule_says_that_one_rests_on_another(tmp_path: Any) -> None:
    book = tmp_path / "house.yaml"
    book.write_text(
        """
rulebook: house
rules:
  - id: retold
    title: A story told again rests on the first
    when: [{report: {as: $later, repeats: $earlier}}]
    then: [{derive: {rests_on: {report: $later, origin: $earlier}}, because: $later.by tells what $earlier.by told.}]
""",
        encoding="utf-8",
    )
    facts = [source("s", name="Ann"), source("t", name="Bob"), report("old", "s"), report("new", "t", repeats="old")]
    (why,) = voices(facts, rules=str(book)).chains[0].reports[1].rests_on
    assert (why.rule, why.because) == ("retold", "Bob tells what Ann told")


def test_ties_are_told_with_their_rule_and_what_they_took() -> None:
    facts = [
        {"actor": {"id": "camp", "name": "the camp"}},
        source("s", affiliation="camp"),
        source("t", affiliation="camp"),
    ]
    facts += [report("a", "s", basis="firsthand"), report("b", "t", basis="secondhand")]
    (tied,) = voices(facts).tied
    assert (tied.id, tied.evidence, tied.took) == ("b", 1.6, pytest.approx(0.7 * 1.6))
    assert [(tie.rule, tie.keeps) for tie in tied.ties] == [("same-camp", 0.3)]
    assert "belong to the camp" in tied.ties[0].because


def test_undeclared_provenance_goes_either_way() -> None:
    facts = [source(each) for each in "stu"]
    facts += [report(f"r{day}", by, published=f"2014-01-0{day}") for day, by in enumerate("stu", 1)]
    found = voices(facts).undeclared
    assert found.reports == ("r1", "r2", "r3")
    assert found.rests_on == (("r2", "r1"), ("r3", "r1"))
    alone = voices(facts[:1] + facts[3:4])
    assert found.together == alone.verdict
    assert found.apart.probability > found.together.probability


def test_with_basis_or_citation_nothing_is_undeclared() -> None:
    facts = [source(each) for each in "st"]
    found = voices([*facts, report("a", "s", basis="hearsay"), report("b", "t", cites="a")])
    assert found.undeclared.reports == ()
    assert found.undeclared.apart == found.undeclared.together == found.verdict


def test_the_founding_case() -> None:
    result = whosays.assess(FOLDER)
    for claim in result:
        result.independence(claim)
