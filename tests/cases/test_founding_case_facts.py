"""The founding case loads and holds what it should; its README tells where each heuristic finds its facts."""

from __future__ import annotations

import re

from tests.cases.founding_case import FOLDER, founding_case
from whosays.facts.load import read_case

CLAIMS = {
    "pact", "local-truce", "hundred-fighters", "help-in-idlib", "destroy-srf", "kurdish-front", "war-planning",
    "defectors-73", "qalamoun", "khorasan-role", "jma-refused", "attack-nov-2", "jund-al-aqsa", "photos", "reconcile",
}  # fmt: skip


def rows():
    """The table of heuristics: the fact ids of each row, by its number."""
    lines = (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    cells = [line.strip("|").split("|") for line in lines if re.match(r"\| [0-9]+ \|", line)]
    return [(int(number), re.findall(r"`([^`]+)`", facts)) for number, _, facts in cells]


def test_loads_without_any_problem():
    case, problems = read_case(FOLDER)
    assert problems == ()
    assert case is not None


def test_has_the_claims_of_the_founding_case():
    assert {claim.id for claim in founding_case().of_kind("claim")} == CLAIMS


def test_every_fact_says_what_it_was_read_from():
    assert [fact.id for fact in founding_case() if not (fact.model.seen_in or fact.model.reading)] == []


def test_every_claim_is_asserted_by_somebody():
    asserted = {report.model.claim for report in founding_case().of_kind("report") if report.model.stance == "asserts"}
    assert asserted == CLAIMS


def test_letters_other_than_f_say_what_they_rest_on():
    known = [source.model for source in founding_case().of_kind("source") if source.model.reliability != "F"]
    assert [source.id for source in known if not source.record] == []


def test_what_an_analyst_states_is_stated_on_a_claim_that_is_judged():
    case = founding_case()
    assert all(case[fact.model.report].kind == "report" for fact in case if getattr(fact.model, "report", None))


def test_every_heuristic_has_a_row():
    assert [number for number, _ in rows()] == list(range(1, 47))


def test_every_row_names_facts_of_the_case():
    assert [(number, fact_id) for number, ids in rows() for fact_id in ids if fact_id not in founding_case()] == []
    assert [number for number, ids in rows() if not ids] == []
