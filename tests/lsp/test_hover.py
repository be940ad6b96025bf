"""What is said of the word under the pointer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lsp.marked_text import defined, explained

HOUSE = """\
rulebook: house
extends: standard
relations:
  heard_from: {report: report, first: report, says: $report goes back to $first}
adjust:
  anonymous-source: {by: slight}
rules:
  - id: near
    title: Near it
    rationale: Near is good.
    when:
      - report: {as: $report, basis: {not_in: [hearsay]}, by: $source}
      - $source.reliability: [A]
      - heard_from: {report: $report}
    then:
      - discounts: $report
        by: moderate
        because: $report.by.name said so, and $source.
  - id: far
    title: Far from it
    when: [{claim: {as: $claim}}]
    then:
      - undercuts: {finding: near, on: $claim}
        by: total
        because: so.
      - derive: {heard_from: {report: $claim, first: $claim}}
        because: so.
"""
CASE = """\
case: c
title: C
facts:
  - actor: {id: guard, name: the Guard}
  - source: {id: officer, affiliation: guard, named: role}
  - claim: {id: gone, text: The bridge is gone.}
"""


def at(text: str, word: str, nth: int = 1) -> str:
    """The text with the sign inside the nth occurrence of a word."""
    place = -1
    for _ in range(nth):
        place = text.index(word, place + 1)
    return f"{text[: place + 1]}|{text[place + 1 :]}"


@pytest.mark.parametrize(
    ("word", "nth", "says"),
    [
        ("near", 1, "**Near it**\n\nNear is good.\n\n- discounts $report (by: moderate)"),
        ("near", 2, "**Near it**"),
        ("anonymous-source", 1, "**"),
        ("moderate", 1, "**moderate** of discounts, 0.4: the share of the weight that is taken off"),
        ("discounts", 1, "**discounts** a report or a source: takes this share off its weight"),
        ("not_in", 1, "`not_in`: has a value, and none of these"),
        ("basis", 1, "**basis** of report: `firsthand` | `second"),
        ("hearsay", 1, "how the speaker knows"),
        ("claim: {as", 1, "**claim**: A statement to be judged."),
        ("heard_from", 2, "**heard_from** (report: report, first: report): $report goes back to $first"),
        ("heard_from", 3, "**heard_from**"),
        ("$report", 5, "`$report`: a report"),
        ("reliability", 1, "**reliability** of source"),
        ("by.name", 1, "**by** of report"),
        ("name said", 1, "**name** of"),
        ("when", 1, "`when`: the conditions"),
        ("because", 1, "the sentence that the reader gets"),
        ("on: $claim", 1, "`on`"),
        ("extends", 1, "the rulebooks it builds on"),
    ],
)
def test_hover_in_a_rulebook(word: str, nth: int, says: str) -> None:
    assert says in explained(Path("/none/house.yaml"), at(HOUSE, word, nth))


@pytest.mark.parametrize("word", ["Near is", "is good", "said", "so.", "house"])
def test_a_word_of_a_text_means_nothing(word: str) -> None:
    assert not explained(Path("/none/house.yaml"), at(HOUSE, word))


@pytest.mark.parametrize(
    ("word", "nth", "says"),
    [
        ("guard", 2, "**guard** (actor): the Guard"),
        ("gone", 1, "**gone** (claim): The bridge is gone."),
        ("source", 1, "**source**: "),
        ("named", 1, "**named** of source"),
        ("role", 1, "**named** of source"),
        ("title", 1, "**title** of a case"),
    ],
)
def test_hover_in_a_case(word: str, nth: int, says: str) -> None:
    assert says in explained(Path("/none/c.yaml"), at(CASE, word, nth))


@pytest.mark.parametrize(
    ("word", "nth", "place"),
    [
        ("near", 2, ("house.yaml", 8, 9)),
        ("heard_from", 2, ("house.yaml", 4, 3)),
        ("heard_from", 3, ("house.yaml", 4, 3)),
        ("$report", 2, ("house.yaml", 12, 22)),
        ("$report", 5, ("house.yaml", 12, 22)),
        ("$source", 2, ("house.yaml", 12, 63)),
        ("$source", 3, ("house.yaml", 12, 63)),
        ("$claim", 3, ("house.yaml", 21, 25)),
        ("title", 1, None),
    ],
)
def test_definition_in_a_rulebook(word: str, nth: int, place: tuple[str, int, int] | None) -> None:
    assert defined(Path("/none/house.yaml"), at(HOUSE, word, nth)) == place


def test_definition_of_an_extended_rule() -> None:
    found = defined(Path("/none/house.yaml"), at(HOUSE, "anonymous-source"))
    assert found is not None
    assert found[0] == "identification.yaml"


def test_definition_in_a_case() -> None:
    assert defined(Path("/none/c.yaml"), at(CASE, "guard", 2)) == ("c.yaml", 4, 17)


DESK = """\
rulebook: desk
extends: standard
kinds:
  sighting: {says: somebody was seen, actor: actor}
scenarios:
  seen: [{claim: {id: c, text: They met.}}]
rules:
  - id: anonymous-source
    title: Nobody has a name
    replaces: anonymous-source
    when: [{sighting: {as: $sighting}}]
    then: [{undercuts: $sighting, by: slight, because: so.}]
    examples: [{name: a, given: seen, expect: []}, {name: b, given: [seen], expect: []}]
"""


@pytest.mark.parametrize(("word", "nth", "line"), [("sighting", 2, 4), ("seen", 3, 6), ("seen", 4, 6)])
def test_definition_of_a_kind_and_a_scenario(word: str, nth: int, line: int) -> None:
    assert defined(Path("/none/desk.yaml"), at(DESK, word, nth)) == ("desk.yaml", line, 3)


def test_what_a_rule_replaces_is_the_extended_one() -> None:
    found = defined(Path("/none/desk.yaml"), at(DESK, "anonymous-source", 2))
    assert found is not None
    assert found[0] == "identification.yaml"


def test_hover_over_a_declared_kind() -> None:
    assert "**sighting**: somebody was seen" in explained(Path("/none/desk.yaml"), at(DESK, "sighting", 2))
