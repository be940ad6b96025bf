"""Examples share groups of facts: their own rulebook's, and those of a rulebook that it extends."""

from __future__ import annotations

from pathlib import Path

from whosays.examples.given import given_facts
from whosays.examples.run import run_example
from whosays.problems import render_problems
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import load_rulebook, read_compiled

BASE = """
rulebook: base
scenarios:
  bridge:
    - claim: {id: c, text: The bridge is gone.}
    - source: {id: s}
rules:
  - id: said
    title: Somebody says so
    when: [{report: {as: $report, claim: $claim}}]
    then: [{supports: $claim, strength: weak, because: $report.by says so.}]
    examples:
      - {name: nobody, given: bridge, expect: []}
      - {name: one, given: [bridge, {report: {id: r, claim: c, by: s}}, bridge], expect: [{supports: c}]}
"""
HOUSE = """
rulebook: house
extends: base.yaml
scenarios:
  hearsay:
    - report: {id: r, claim: c, by: s, basis: hearsay}
rules:
  - id: heard
    title: It is hearsay
    when: [{report: {as: $report, basis: hearsay}}]
    then: [{discounts: $report, by: slight, because: it is hearsay.}]
    examples:
      - {name: both, given: [bridge, hearsay], expect: [{discounts: r}]}
"""


def house(folder: Path) -> CompiledRulebook:
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    (folder / "house.yaml").write_text(HOUSE, encoding="utf-8")
    compiled, problems = read_compiled(folder / "house.yaml")
    assert compiled is not None, render_problems(problems)
    assert not problems
    return compiled


def test_the_facts_of_an_example(tmp_path: Path) -> None:
    rulebook = house(tmp_path)
    given = [given_facts(rulebook, example) for example in rulebook.rules["said"].examples]
    assert [[next(iter(fact)) for fact in facts] for facts in given] == [
        ["claim", "source"],
        ["claim", "source", "report"],
    ]


def test_scenarios_of_an_extended_rulebook_serve_examples(tmp_path: Path) -> None:
    rulebook = house(tmp_path)
    outcomes = {
        example.name: run_example(rulebook, rule, example) for rule in rulebook.judging for example in rule.examples
    }
    assert {name for name, outcome in outcomes.items() if outcome.passed} == outcomes.keys()


def test_the_facts_of_scenarios_are_checked_with_those_of_each_example(tmp_path: Path) -> None:
    """Their ids are those of one case; what is wrong with a scenario itself is told once, at the scenario."""
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    more = (
        "      - {name: a second id, given: [bridge, hearsay, {claim: {id: c, text: Again}}], expect: []}\n"
        "      - {name: an actor is missing, given: [bridge, away], expect: []}\n"
        "      - {name: the actor is there, given: [bridge, away, {actor: {id: a}}], expect: [{discounts: r}]}\n"
        "      - {name: nobody of this id, given: [bridge, hearsay], expect: [{discounts: q}]}\n"
    )
    away = (
        "  away:\n    - control: {id: x, actor: a, place: p}\n    - place: {id: p, redius: 5 km}\n"
        "    - report: {id: r, claim: c, by: s, basis: hearsay}\n"
    )
    (tmp_path / "house.yaml").write_text(HOUSE.replace("rules:", away + "rules:") + more, encoding="utf-8")
    _, problems = read_compiled(tmp_path / "house.yaml")
    assert [(problem.code, problem.mark.line) for problem in problems] == [
        ("dangling-reference", 8),
        ("unknown-field", 9),
        ("duplicate-id", 18),
        ("dangling-reference", 21),
    ], render_problems(problems)


def test_a_name_without_a_scenario_hides_what_it_was_meant_to_give(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "house.yaml").write_text(HOUSE.replace("given: [bridge,", "given: [bridg,"), encoding="utf-8")
    _, problems = read_compiled(tmp_path / "house.yaml")
    assert [problem.code for problem in problems] == ["unknown-scenario"]


def test_scenarios_stand_in_any_file_and_mean_nothing_to_a_verdict(tmp_path: Path) -> None:
    plain = load_rulebook(house(tmp_path).rulebook.mark.file).digest
    folder = tmp_path / "folder"
    folder.mkdir()
    head, scenarios, rules = HOUSE.partition("scenarios:")[0], *HOUSE.partition("scenarios:")[2].split("rules:")
    (folder / "rulebook.yaml").write_text(head, encoding="utf-8")
    (folder / "a.yaml").write_text("scenarios:" + scenarios, encoding="utf-8")
    (folder / "b.yaml").write_text("rules:" + rules, encoding="utf-8")
    assert load_rulebook(folder).digest == plain
