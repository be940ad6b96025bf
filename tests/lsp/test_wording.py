"""What hover says of the words of the language is what the docs say."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import page
from whosays.lsp import wording
from whosays.rules.quantities import QUANTITIES
from whosays.rules.read_conclusions import OPTIONS
from whosays.rules.read_conditions import SPECIAL
from whosays.rules.read_rulebook import HEAD_KEYS, RULE_KEYS
from whosays.rules.syntax import EFFECTS, TESTS


def rows(heading: str) -> dict[str, list[str]]:
    """The cells of the first table below a line, by each word of the first cell."""
    lines = page("rule-language").partition(f"\n{heading}")[2].split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("|--"))
    found = {}
    for line in lines[start + 1 :]:
        if not line.startswith("|"):
            break
        first, *others = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        found |= dict.fromkeys(re.findall(r"`([^`]+)`", first), others)
    return found


@pytest.mark.parametrize(
    ("heading", "column", "words"),
    [
        ("| field of a rule", 1, wording.RULE_KEYS),
        ("| key of a rulebook", 0, wording.HEAD_KEYS),
        ("| test | holds if", 0, wording.TESTS),
        ("| effect | acts on", 2, {effect: does for effect, (_, does) in wording.EFFECTS.items()}),
        ("| effect | acts on", 0, {effect: target for effect, (target, _) in wording.EFFECTS.items()}),
    ],
)
def test_the_tables(heading: str, column: int, words: dict[str, str]) -> None:
    table = {word: cells[column] for word, cells in rows(heading).items()}
    assert words == table


def test_nothing_of_the_language_is_left_out() -> None:
    assert set(wording.TESTS) == set(TESTS)
    assert set(wording.EFFECTS) == set(EFFECTS) == set(OPTIONS)
    assert set(wording.OPTIONS) == {"because"}.union(*OPTIONS.values())
    assert set(wording.HEAD_KEYS) == set(HEAD_KEYS)
    assert set(wording.RULE_KEYS) == set(RULE_KEYS)
    assert set(wording.CONDITIONS) == set(SPECIAL)
    assert set(wording.MEASURE_KEYS) == set(QUANTITIES)
