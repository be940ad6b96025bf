"""Every case that says what became of it (`outcome.yaml`) loads, hears both sides and has an outcome for each claim."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from whosays.facts.case import Case
from whosays.facts.load import load_case, read_case

FACTS = Path(__file__).resolve().parents[2] / "facts"
SETTLED = sorted(path.parent for path in FACTS.glob("*/outcome.yaml"))
CLAIM_OUTCOMES = {"true", "false", "unsettled"}
RIGHT_ANSWERS = {"supported", "unsupported", "insufficient"}

pytestmark = pytest.mark.parametrize("folder", SETTLED, ids=[folder.name for folder in SETTLED])


def outcome_of(folder: Path):
    """The outcome as plain data; every scalar a text."""
    return yaml.load((folder / "outcome.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def claims_of(case: Case):
    return {claim.id for claim in case.of_kind("claim")}


def rests_on(model):
    return model.seen_in or model.reading or model.note


def test_loads_without_any_problem_or_warning(folder):
    case, problems = read_case(folder)
    assert problems == ()
    assert case is not None
    assert case.as_of is not None


def test_every_fact_says_what_it_rests_on(folder):
    assert [fact.id for fact in load_case(folder) if not rests_on(fact.model)] == []


def test_letters_other_than_f_say_what_they_rest_on(folder):
    known = [source.model for source in load_case(folder).of_kind("source") if source.model.reliability != "F"]
    assert [source.id for source in known if not source.record] == []


def test_every_claim_is_asserted_by_somebody(folder):
    case = load_case(folder)
    asserted = {report.model.claim for report in case.of_kind("report") if report.model.stance == "asserts"}
    assert claims_of(case) - asserted == set()


def test_both_sides_are_heard(folder):
    stances = {report.model.stance for report in load_case(folder).of_kind("report")}
    assert "asserts" in stances
    assert stances & {"denies", "doubts"}


def test_outcome_names_each_claim_once(folder):
    outcome = outcome_of(folder)
    assert outcome["case"] == folder.name
    assert sorted(row["claim"] for row in outcome["outcomes"]) == sorted(claims_of(load_case(folder)))


def test_outcome_uses_its_words_and_gives_its_grounds(folder):
    outcome = outcome_of(folder)
    assert {row["outcome"] for row in outcome["outcomes"]} <= CLAIM_OUTCOMES
    assert {row["right_answer_then"] for row in outcome["outcomes"] if "right_answer_then" in row} <= RIGHT_ANSWERS
    assert all(row["because"] for row in outcome["outcomes"])
    assert outcome["references"]
    assert outcome["settled"]


def test_readme_stands_beside_it(folder):
    assert (folder / "README.md").is_file()
