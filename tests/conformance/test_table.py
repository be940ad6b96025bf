"""docs/conformance.md says what is measured."""

from __future__ import annotations

import pytest

from tests.conformance.corpus import CaseName, case_names
from tests.conformance.running import MATCHERS, Status, has_room
from tests.conformance.table import PAGE, measured, page, told

NAMES = case_names()
TEXT = PAGE.read_text(encoding="utf-8")
NEW = "python -m tests.conformance.table writes the page anew"


@pytest.mark.parametrize(
    "is_slow",
    [
        pytest.param(False, id="quick"),
        pytest.param(True, id="slow", marks=[pytest.mark.slow, pytest.mark.xdist_group("large programs")]),
    ],
)
def test_the_page_is_up_to_date(is_slow: bool) -> None:
    if is_slow and not has_room():
        pytest.skip("there is not memory enough for the largest program")
    now = measured(name for name in NAMES if name.is_slow == is_slow)
    assert page(told(TEXT) | now) == TEXT, NEW


def test_the_page_has_every_case_and_matcher() -> None:
    assert told(TEXT).keys() == {(name, matcher) for name in NAMES for matcher in MATCHERS}, NEW


def test_nothing_failed_and_every_case_of_the_fragment_is_accounted_for() -> None:
    found = told(TEXT)
    assert {each.kind for each in found.values()} <= {"passed", "skipped", "outside"}
    assert all(each.why for each in found.values() if each.kind != "passed")


def test_a_page_is_read_as_it_was_written() -> None:
    first, second = CaseName("basic", "file1", "one"), CaseName("basic/deep", "file2", "two")
    statuses = {
        **{(first, matcher): Status("outside", "unsafe: no positive atom binds X") for matcher in MATCHERS},
        (second, "reference"): Status("skipped", "more than 5 combinations: too many"),
        (second, "durable"): Status("failed", "p lacks 1 rows"),
        (second, "duckdb"): Status("passed"),
    }
    assert told(page(statuses)) == statuses


def test_a_changed_page_is_noticed() -> None:
    name = next(name for name in NAMES if told(TEXT)[name, "reference"] == Status("passed"))
    statuses = told(TEXT) | {(name, "reference"): Status("failed", "p lacks 1 rows")}
    assert page(statuses) != TEXT
    assert page(statuses | measured([name])) == TEXT
