"""Of the discounts of one family only the strongest counts; a rule is of no family that is not its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.explain.books import judged

FACTS = """
- claim: {id: c, text: It happened.}
- source: {id: s, reliability: A}
- report: {id: r, claim: c, by: s}
"""
RULE = """
- id: {id}
  title: Title of {id}
  {family}
  when: [{{report: {{as: $r}}}}]
  then:
    - {{discounts: $r, by: moderate, because: it is so.}}
"""


def left(folder: Path, *rules: tuple[str, str]) -> float:
    text = "".join(RULE.format(id=id_, family=f"family: {family}" if family else "") for id_, family in rules)
    (part,) = judged(folder, text, FACTS).by_claim["c"].contributions
    by_letter = 1 - part.taken[0].share
    return part.weight / part.mass / by_letter


@pytest.mark.parametrize(
    ("rules", "discounts"),
    [
        ([("one", "fam"), ("two", "fam")], 1),
        ([("one", "fam"), ("two", "other")], 2),
        ([("one", ""), ("two", "")], 2),
        ([("one", "fam"), ("fam", "")], 2),
        ([("one", "fam"), ("fam", "other")], 2),
    ],
    ids=["one family", "two families", "no family", "a rule called like a family", "and of another family"],
)
def test_how_many_discounts_count(tmp_path: Path, rules: list[tuple[str, str]], discounts: int) -> None:
    assert left(tmp_path, *rules) == pytest.approx(left(tmp_path, ("one", "")) ** discounts)
