"""The page on calibration: its tables are what the command prints, and what it says of the cases holds.

`UPDATE_GOLDEN=1 pytest tests/docs/test_calibration.py` writes the blocks anew.
"""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.process import whosays
from tests.docs.pages import page
from tests.golden_files import ROOT, assert_golden

FILE = ROOT / "docs" / "calibration.md"
TABLE, RULES = "facts", "facts --leave-rules-out"


def with_block(arguments: str, output: str) -> str:
    """The page with what a command prints put in its place."""
    block = rf"(?<=<!-- shows: {re.escape(arguments)} -->\n```text\n).*?(?=^```$)"
    text, count = re.subn(block, lambda _: output, page("calibration"), flags=re.MULTILINE | re.DOTALL)
    assert count == 1
    return text


def test_the_table_is_what_is_printed() -> None:
    ran = whosays("calibrate", "facts", timeout=300)
    assert ran.code == 0
    assert_golden(with_block(TABLE, ran.out), FILE)


@pytest.mark.slow
def test_the_table_of_rules_is_what_is_printed() -> None:
    ran = whosays("calibrate", *RULES.split(), timeout=900)
    shown = ran.out[ran.out.index("without the rule") :]
    assert_golden(with_block(RULES, shown), FILE)


def test_the_rulebook_does_well_on_the_shipped_cases() -> None:
    found = json.loads(whosays("calibrate", "facts", "--format", "json", timeout=300).out)
    ours, naive = (found["scores"][each] for each in ("engine", "naive"))
    assert ours["brier"] < 0.12
    assert ours["brier"] < naive["brier"] / 2
    assert len(ours["wrong"]) * 10 < len(naive["wrong"])
    judged = {f"{each['case']}/{each['claim']}" for each in found["claims"] if each["could_be_judged"]}
    assert not judged & set(ours["wrong"])
    assert len(found["cases"]) >= 12
