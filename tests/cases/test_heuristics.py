"""The table of docs/founding-case.md: each heuristic is held by the rules it names, and they fire on quoted facts.

`UPDATE_GOLDEN=1 pytest tests/cases/test_heuristics.py` writes its last column anew.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

import whosays
from tests.cases.founding_case import FOLDER, founding_case
from tests.cases.test_founding_case_facts import rows as facts_by_row
from tests.docs.pages import page
from tests.golden_files import ROOT, assert_golden
from whosays.assessment.assess import assess
from whosays.conclude.derivation import Derivation
from whosays.explain.independence import Independence
from whosays.rules.load import load_rulebook
from whosays.rules.program import FlatRule

FILE = ROOT / "docs" / "founding-case.md"


@dataclass(frozen=True)
class Heuristic:
    number: int
    texts: tuple[str, ...]
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    line: str


def heuristics() -> Iterator[Heuristic]:
    """The rows of the table, with the facts of each row as the README of the case names them."""
    facts = dict(facts_by_row())
    for line in page("founding-case").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0].isdecimal():
            texts = tuple(f"text-{text}" for text in cells[2].split(", "))
            rules = tuple(re.findall(r"[`\[]([a-z-]+)[`\]]", cells[3]))
            yield Heuristic(int(cells[0]), texts, rules, tuple(facts[int(cells[0])]), line)


@functools.cache
def derivation() -> Derivation:
    return assess(founding_case(), load_rulebook()).gathered.derivation


@functools.cache
def facts_behind(rule: str) -> frozenset[str]:
    """The ids of all facts on which something rests that this rule concludes in the founding case."""
    found: set[str] = set()
    run, case = derivation(), founding_case()
    for number in range(len(run.all_rows)):
        steps = [run.step_of(proof) for proof in run.proofs_of(number)]
        if any(isinstance(step, FlatRule) and step.origin.rule == rule for step in steps):
            found.update(case.facts[index].id for facts in run.fact_sets(number) for index in facts)
    return frozenset(found)


def documents_quoted(fact: str) -> set[str]:
    return {quoted.document for quoted in founding_case()[fact].model.seen_in if quoted.quote}


def test_there_is_a_row_for_each() -> None:
    assert [each.number for each in heuristics()] == list(range(1, 47))


@pytest.mark.parametrize("heuristic", list(heuristics()), ids=lambda each: str(each.number))
def test_its_rules_fire_on_facts_that_quote_the_text(heuristic: Heuristic) -> None:
    assert heuristic.rules
    for rule in heuristic.rules:
        fired_on = [fact for fact in heuristic.facts if fact in facts_behind(rule)]
        assert fired_on, rule
        quoted = set().union(*map(documents_quoted, fired_on))
        assert quoted & set(heuristic.texts), (rule, fired_on, quoted)


def test_every_text_of_a_row_is_quoted_by_a_fact_of_the_row() -> None:
    for each in heuristics():
        quoted = set().union(*map(documents_quoted, each.facts))
        assert set(each.texts) <= quoted, each.number


def test_the_column_of_facts_is_what_they_fire_on() -> None:
    text = page("founding-case")
    for each in heuristics():
        behind = frozenset().union(*map(facts_behind, each.rules))
        facts = ", ".join(f"`{fact}`" for fact in each.facts if fact in behind)
        text = text.replace(each.line, each.line[: each.line.rstrip("| ").rindex("|")] + f"| {facts} |")
    assert_golden(text, FILE)


def test_who_repeats_another_adds_no_voice_and_analysts_apart_are_two() -> None:
    """Rows 37, 43 and 38, which the engine itself asks for."""
    found: Independence = whosays.assess(FOLDER).independence("pact").found
    origins = {each.origin for each in found.chains if each.counted}
    assert not origins & {"blog-pact", "the-world-pact"}
    assert {"al-tamimi-pact", "orton-pact"} <= origins
    tied = {frozenset([item.id, tie.to]) for item in found.tied for tie in item.ties}
    assert frozenset(["al-tamimi-pact", "orton-pact"]) not in tied
