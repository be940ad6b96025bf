"""The page on bulk runs: its examples print what it says. UPDATE_GOLDEN=1 writes what they print."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.console import with_printed
from tests.docs.pages import page, section, table_rows
from tests.golden_files import ROOT, assert_golden
from whosays.bulk.check import REJECT_COLUMNS

FILE = ROOT / "docs" / "bulk.md"


def test_the_examples_print_what_the_page_says(tmp_path: Path) -> None:
    assert_golden(with_printed(page("bulk"), tmp_path), FILE)


def test_the_columns_are_those_of_rejects() -> None:
    (row,) = [each for each in table_rows(section(page("bulk"), "What is written")) if each[0] == "`rejects`"]
    assert tuple(re.findall(r"`([a-z]+)`", row[2])) == REJECT_COLUMNS
