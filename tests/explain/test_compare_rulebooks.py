"""What divides two rulebooks on a case."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import whosays
from tests.cases.founding_case import FOLDER, TEXTS
from tests.golden_files import ROOT
from tests.strategies.reported import Data, reported_cases
from whosays.explain.compare_rulebooks import RulebooksCompared
from whosays.match.choose import Matchers
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import load_rulebook, with_changes
from whosays.rules.syntax import Adjustment

MATCHERS = Matchers()
HOUSES = {"credits-the-press": "000", "doubts-the-press": "002"}
BOOKS = {
    "standard": "extends: standard",
    "sizes": "extends: standard\nadjust: {same-camp: {keeps: 0.9}, no-disinterested-origin: {params: {allowed: 0.7}}}",
    "numbers": "extends: standard\nnumbers: {letters: {F: 0.2}, mass: {unstated: 2}, disposition: {motive: 0}}",
    "disabled": "extends: standard\nadjust: {anonymous-source: {disabled: we know}, own-interest: {disabled: so}}",
    "params": "extends: standard\nadjust: {overlap-in-detail: {params: {details: 3}}}",
    "exceptions": """
extends: standard
adjust:
  same-camp:
    unless:
      they are two:
        - $first.basis: firsthand
""",
    "more": """
extends: standard
rules:
  - id: too-good
    title: Nobody saw it
    when: [{report: {as: $report, basis: hearsay}}]
    then: [{discounts: $report, by: strong, because: it is hearsay.}]
""",
}


@functools.cache
def book(name: str, folder: Path) -> CompiledRulebook:
    file = folder / f"{name}.yaml"
    if not file.exists():
        file.write_text(f"rulebook: house-{name}\n{BOOKS[name]}\n", encoding="utf-8")
    return load_rulebook(file)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("books")


def compared(case: Any, first: CompiledRulebook, other: CompiledRulebook) -> RulebooksCompared:
    found = whosays.compare(case, rulebook=first, other_rulebook=other, matcher=MATCHERS)
    assert str(found)
    assert found.found.rulebooks is not None
    return found.found.rulebooks


@given(data=reported_cases(), name=st.sampled_from(sorted(BOOKS)))
@settings(max_examples=25, deadline=None)
def test_a_rulebook_and_itself_differ_in_nothing(data: Data, name: str, folder: Path) -> None:
    found = compared(data, book(name, folder), book(name, folder))
    assert found.differences == ()
    assert not any(each.move.moved for each in found.claims)


@given(data=reported_cases(), names=st.lists(st.sampled_from(sorted(BOOKS)), min_size=2, max_size=2, unique=True))
@settings(max_examples=40, deadline=None)
def test_with_all_differences_the_first_rulebook_judges_as_the_second(data: Data, names: Any, folder: Path) -> None:
    first, other = (book(name, folder) for name in names)
    found = compared(data, first, other)
    by_other = whosays.assess(data, other, matcher=MATCHERS)
    by_first = whosays.assess(data, first, matcher=MATCHERS)
    for each in found.claims:
        before, after = by_first[each.move.claim], by_other[each.move.claim]
        assert (each.move.before.word, each.move.after.word) == (before.word, after.word)
        assert (each.move.before.low, each.move.before.high) == pytest.approx(before.range, abs=1e-9)
        assert (each.move.after.low, each.move.after.high) == pytest.approx(after.range, abs=1e-9)
        if abs(each.move.by) >= 0.01 or before.word != after.word:
            assert each.carried_by


SAW: Data = {
    "case": "x",
    "title": "X",
    "facts": [
        {"claim": {"id": "c", "text": "It happened."}},
        {"source": {"id": "s", "reliability": "B"}},
        {"report": {"id": "r", "by": "s", "claim": "c", "basis": "firsthand"}},
    ],
}
COLUMNS = """
rulebook: {name}
relations: {{seen: {{{columns}}}}}
rules:
  - id: sees
    title: Somebody saw it
    when: [{{report: {{as: $report, basis: firsthand, claim: $claim}}}}]
    then: [{{derive: {{seen: {{{row}}}}}, because: $report.by saw it.}}]
  - id: counts
    title: It was seen
    when: [{{seen: {{report: $report}}}}, {{report: {{as: $report, claim: $claim}}}}]
    then: [{{{effect}: $claim, strength: very-strong, because: it was seen.}}]
"""
RING = """
rulebook: {name}
rules:
  - id: one
    title: One
    when: [{{report: {{as: $report, claim: $claim}}}}]
    then: [{one}]
  - id: two
    title: Two
    when: [{{report: {{as: $report, claim: $claim}}}}]
    then: [{two}]
"""


def undercuts(rule: str) -> str:
    return f"{{undercuts: {{finding: {rule}, on: $report}}, by: total, because: so it is.}}"


def test_rulebooks_that_cannot_be_mixed_are_compared_as_wholes(tmp_path: Path) -> None:
    """Where a relation has other columns, or rules of both would undercut each other in a ring."""
    opposes = "{opposes: $claim, strength: very-strong, because: so it is.}"
    texts = (
        COLUMNS.format(name="one", columns="report: report", row="report: $report", effect="supports"),
        COLUMNS.format(
            name="two", columns="report: report, claim: claim", row="report: $report, claim: $claim", effect="opposes"
        ),
        RING.format(name="three", one=undercuts("two"), two=opposes),
        RING.format(name="four", one=opposes, two=undercuts("one")),
    )
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    books = [load_rulebook(tmp_path / f"{number}.yaml") for number in range(len(texts))]
    for first, other in (books[:2], books[2:]):
        (claim,) = compared(SAW, first, other).claims
        before, after = (whosays.assess(SAW, each, matcher=MATCHERS)["c"] for each in (first, other))
        assert (claim.move.before.word, claim.move.after.word) == (before.word, after.word)
        assert (claim.move.after.low, claim.move.after.high) == pytest.approx(after.range)
    (claim,) = compared(SAW, *books[:2]).claims
    assert {each.difference for each in claim.carried_by} == {"sees", "counts"}


@pytest.mark.parametrize("name", sorted(set(BOOKS) - {"standard"}))
def test_each_sort_of_difference_is_found_and_named(name: str, folder: Path) -> None:
    found = compared(FOLDER, book("standard", folder), book(name, folder))
    names = {
        "sizes": {"same-camp keeps", "no-disinterested-origin $allowed"},
        "numbers": {"letters F", "mass unstated", "disposition motive"},
        "disabled": {"anonymous-source", "own-interest"},
        "params": {"overlap-in-detail $details"},
        "exceptions": {"same-camp exceptions"},
        "more": {"too-good"},
    }
    assert {each.difference for each in found.differences} == names[name]


def test_the_houses_on_the_founding_case_are_divided_by_rules_that_account_for_it() -> None:
    """With the rules that are named taken over, and no others, the first house gives the word of the second."""
    first, other = (load_rulebook(name) for name in HOUSES)
    found = compared(FOLDER, first, other)
    assert {"hostile-at-the-time strength", "interested-party by"} <= {
        each.difference for each in found.differences if each.carries
    }
    moved = [each for each in found.claims if abs(each.move.by) >= 0.01]
    assert {"pact", "reconcile", "destroy-srf"} <= {each.move.claim for each in moved}
    for each in moved[:4]:
        changes = [taken_over(carried.difference, other) for carried in each.carried_by]
        mixed = whosays.assess(FOLDER, mixed_with(first, changes), matcher=MATCHERS)[each.move.claim]
        assert mixed.word == each.move.after.word
        for spared in changes:  # none can be left out
            fewer = [change for change in changes if change is not spared]
            without = whosays.assess(FOLDER, mixed_with(first, fewer), matcher=MATCHERS)
            low, high = without[each.move.claim].range
            near = abs((low + high) - sum(mixed.range)) < 1e-9
            assert len(changes) == 1 or not near


def mixed_with(rulebook: CompiledRulebook, changes: Sequence[Adjustment]) -> CompiledRulebook:
    changed, problems = with_changes(rulebook, changes)
    assert changed is not None, problems
    return changed


def taken_over(difference: str, other: CompiledRulebook) -> Adjustment:
    """A difference as a house rulebook writes it."""
    rule, what = difference.split()
    if what.startswith("$"):
        return Adjustment(rule, params={what[1:]: other.rules[rule].params[what[1:]]})
    (operand,) = {each.options[what] for each in other.rules[rule].then}
    return Adjustment(rule, options={what: operand})


def test_the_first_house_gives_the_reports_more_credit() -> None:
    credit, standard, doubt = (
        whosays.assess(FOLDER, name, matcher=MATCHERS)["pact"].probability
        for name in ("credits-the-press", "standard", "doubts-the-press")
    )
    assert credit > standard > doubt


@pytest.mark.parametrize("name", sorted(HOUSES))
def test_a_house_adjusts_and_gives_a_reason_from_its_text_for_each(name: str) -> None:
    lines = (ROOT / "rules" / f"{name}.yaml").read_text(encoding="utf-8").split("adjust:\n")[1].splitlines()
    comments, adjustments = lines[::2], lines[1::2]
    assert all(line.startswith('  # "') for line in comments)
    assert all(re.match(r"  [a-z-]+: \{", line) for line in adjustments)
    quotes = [re.findall(r'"([^"]+)"', line)[0] for line in comments]
    files = list(TEXTS.glob(f"{HOUSES[name]}_*.txt")) if TEXTS.is_dir() else []
    if not files:
        pytest.skip("the texts of the founding case are not here")
    text = files[0].read_text(encoding="utf-8")
    assert [quote for quote in quotes if quote not in text] == []
