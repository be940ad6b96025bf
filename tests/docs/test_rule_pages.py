"""A page a rule: each is what `whosays rules show` says today, none is missing, none is left over."""

from __future__ import annotations

import os
import re

import pytest

from tests.cli.process import whosays
from tests.golden_files import ROOT, assert_golden
from whosays.editing.rule_page import PAGES, rule_pages, write_pages
from whosays.rules.load import load_rulebook

FOLDER = ROOT / PAGES
STANDARD = load_rulebook("standard")
EXPECTED = rule_pages(STANDARD)
if os.environ.get("UPDATE_GOLDEN"):
    write_pages(STANDARD, FOLDER)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_page_is_current(name: str) -> None:
    assert_golden(EXPECTED[name], FOLDER / name)


def test_no_page_is_missing_or_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(EXPECTED)
    assert len(EXPECTED) == len(STANDARD.rulebook.rules) + 1


def test_all_links_lead_somewhere() -> None:
    for text in EXPECTED.values():
        for link in re.findall(r"\]\(([^)#]+)\)", text):
            assert (FOLDER / link).exists(), link


def test_every_page_tells_all_of_its_rule() -> None:
    for rule in STANDARD.rulebook.rules:
        text = EXPECTED[f"{rule.id}.md"]
        pieces = [rule.title, rule.status, rule.rationale, *rule.references, *(each.name for each in rule.examples)]
        assert all(piece in text for piece in pieces)
        assert "## When\n\n```yaml\n- " in text


def test_the_command_gives_the_same_text() -> None:
    shown = whosays("rules", "show", "geographic-impossibility", "--format", "markdown").out
    assert shown == EXPECTED["geographic-impossibility.md"]


def test_plain_conditions_are_told_in_words() -> None:
    words = (
        "- there is a claim $claim;\n- bears_on holds, where claim is $claim and how is asserts;\n- there is nothing"
    )
    assert words in EXPECTED["no-disinterested-origin.md"]
