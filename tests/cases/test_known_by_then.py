"""A settled case is judged on what was known by its day: later records are marked as such, and nobody speaks in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden_files import ROOT
from whosays.facts.case import Case
from whosays.facts.load import load_case

SETTLED = sorted(path.parent for path in (ROOT / "facts").glob("*/outcome.yaml"))

pytestmark = pytest.mark.parametrize("folder", SETTLED, ids=lambda folder: folder.name)


def undated(case: Case):
    """Documents without a date: later records of what was said by then, or pieces whose day is not known."""
    return [document.model for document in case.of_kind("document") if document.model.published is None]


def test_an_undated_document_says_what_it_is(folder: Path) -> None:
    assert [each.id for each in undated(load_case(folder)) if not (each.note or each.reading or each.seen_in)] == []


def test_nobody_speaks_in_an_undated_document(folder: Path) -> None:
    case = load_case(folder)
    later = {each.id for each in undated(case)}
    assert [report.id for report in case.of_kind("report") if report.get("in") in later] == []


def test_quotes_are_short(folder: Path) -> None:
    quotes = [(fact.id, quote.quote) for fact in load_case(folder) for quote in fact.model.seen_in if quote.quote]
    assert [(fact_id, quote) for fact_id, quote in quotes if len(quote.split()) > 40] == []
