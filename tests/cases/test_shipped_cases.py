"""Every case that is shipped loads without any problem, says where it comes from, and keeps its outcome apart."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from tests.golden_files import ROOT
from whosays.facts.load import load_case, read_case

FOLDERS = sorted(folder.parent for folder in (ROOT / "facts").glob("*/case.yaml"))
OUTCOMES = [folder for folder in FOLDERS if (folder / "outcome.yaml").exists()]
SETTLED = {True, False, "unsettled"}
ANSWERS = {None, "supported", "unsupported", "insufficient"}

each_case = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
each_outcome = pytest.mark.parametrize("folder", OUTCOMES, ids=lambda folder: folder.name)


def outcome_of(folder):
    return yaml.safe_load((folder / "outcome.yaml").read_text(encoding="utf-8"))


@each_case
def test_loads_without_any_problem(folder):
    case, problems = read_case(folder)
    assert problems == ()
    assert case is not None
    assert case.id == folder.name


@each_case
def test_tells_the_reader_what_it_is(folder):
    case = load_case(folder)
    assert case.as_of
    assert case.question
    assert (folder / "README.md").is_file()


@each_case
def test_every_report_says_what_it_was_read_from(folder):
    reports = load_case(folder).of_kind("report")
    assert reports
    assert [report.id for report in reports if not (report.model.seen_in or report.model.reading)] == []


@each_case
def test_every_claim_is_asserted_by_somebody(folder):
    case = load_case(folder)
    asserted = {report.model.claim for report in case.of_kind("report") if report.model.stance == "asserts"}
    assert [claim.id for claim in case.of_kind("claim") if claim.id not in asserted] == []


@each_case
def test_letters_other_than_f_say_what_they_rest_on(folder):
    sources = [source.model for source in load_case(folder).of_kind("source")]
    assert [source.id for source in sources if source.reliability != "F" and not source.record] == []


@each_outcome
def test_the_outcome_is_of_this_case_and_of_all_its_claims(folder):
    outcome = outcome_of(folder)
    assert outcome["case"] == folder.name
    claims = [row["claim"] for row in outcome["outcomes"]]
    assert sorted(claims) == sorted(claim.id for claim in load_case(folder).of_kind("claim"))


@each_outcome
def test_the_outcome_uses_the_words_it_may(folder):
    rows = outcome_of(folder)["outcomes"]
    assert {row["outcome"] for row in rows} <= SETTLED
    assert {row.get("right_answer_then") for row in rows} <= ANSWERS
    assert all(row["because"] for row in rows)


@each_outcome
def test_what_settled_it_came_after_the_day_of_judging(folder):
    settled = outcome_of(folder)["settled"]
    if isinstance(settled, date | int):  # else it is not settled, and says so in words
        assert str(settled) > str(load_case(folder).as_of)
    assert outcome_of(folder)["references"]
