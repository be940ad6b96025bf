"""The reference of the rule language: every block on the page is a rulebook that does what its examples say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from tests.docs.pages import page, section, table_rows, yaml_blocks
from whosays.examples.run import run_example
from whosays.problems import render_problems
from whosays.rules.check_kinds import TYPES
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import PRELUDE, read_compiled
from whosays.rules.quantities import QUANTITIES
from whosays.rules.read_conditions import SPECIAL
from whosays.rules.read_rulebook import read_rulebook
from whosays.rules.reader import Reader
from whosays.rules.syntax import (
    EFFECTS,
    TESTS,
    AnyOf,
    Condition,
    CountOf,
    Measure,
    MeasureWord,
    NoneOf,
    Pair,
    PathTest,
    Pattern,
    Rulebook,
)
from whosays.rules.syntax import Test as Comparison

PAGE = page("rule-language")
BLOCKS = {block.partition("\n")[0].removeprefix("rulebook: "): block for block in yaml_blocks(PAGE)}
NODES = {"none": NoneOf, "any": AnyOf, "count": CountOf, "pair": Pair}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All blocks beside each other, so that one can extend another."""
    found = tmp_path_factory.mktemp("rulebooks")
    for name, block in BLOCKS.items():
        (found / f"{name}.yaml").write_text(block, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def books(folder: Path) -> list[Rulebook]:
    """All blocks as they are read."""
    found = [read_rulebook(Reader(), folder / f"{name}.yaml") for name in BLOCKS]
    return [book for book in found if book is not None]


def test_every_block_is_a_rulebook_of_its_own() -> None:
    blocks = yaml_blocks(PAGE)
    assert all(block.startswith("rulebook: ") for block in blocks)
    assert len(blocks) == len(BLOCKS) > 20
    assert PAGE.count("```") == 2 * (len(blocks) + PAGE.count("```text"))


@pytest.mark.parametrize("name", BLOCKS)
def test_block_loads_and_its_examples_pass(folder: Path, name: str) -> None:
    compiled, problems = read_compiled(folder / f"{name}.yaml")
    assert not problems, render_problems(problems)
    assert compiled is not None
    own = [rule for rule in compiled.rulebook.rules if rule.mark.file == str(folder / f"{name}.yaml")]
    assert own
    for rule in own:
        assert rule.examples, f"{rule.id} has no example"
    failed = [
        f"{rule.id}, {example.name}: missing {outcome.missing}, noisy {outcome.noisy}"
        for rule in own
        for example in rule.examples
        if not (outcome := run_example(compiled, rule, example)).passed
    ]
    assert not failed


def test_every_rule_on_the_page_fires_in_an_example(books: list[Rulebook]) -> None:
    silent = {rule.id for book in books for rule in book.rules if not any(each.expect for each in rule.examples)}
    assert silent <= {"before-the-event"}  # it shows what stays silent; told-too-early is the same rule, firing


def test_the_house_rules_adjust_what_the_page_says(folder: Path) -> None:
    house = _compiled(folder / "house.yaml")
    assert set(house.rulebook.disabled) == {"anonymous-source"}
    assert house.numbers.strengths["weak"] == 0.25
    night = _compiled(folder / "night-desk.yaml")
    assert str(night.rules["passes-on-hearsay"].then[0].options["by"]) == "moderate"
    assert len(night.rules["passes-on-hearsay"].unless) == 1


def _compiled(path: Path) -> CompiledRulebook:
    compiled, problems = read_compiled(path)
    assert compiled is not None, render_problems(problems)
    return compiled


def _conditions(conditions: tuple[Condition, ...]) -> Iterator[Condition]:
    for condition in conditions:
        yield condition
        if isinstance(condition, NoneOf):
            yield from _conditions(condition.conditions)
        elif isinstance(condition, AnyOf):
            yield from (each for branch in condition.branches for each in _conditions(branch))
        elif isinstance(condition, CountOf):
            yield from _conditions(condition.where)


def _all_conditions(books: list[Rulebook]) -> list[Condition]:
    rules = [rule for book in books for rule in book.rules]
    lists = [rule.when for rule in rules] + [unless.conditions for rule in rules for unless in rule.unless]
    return [each for conditions in lists for each in _conditions(conditions)]


def _tests(condition: Condition) -> tuple[Comparison, ...]:
    if isinstance(condition, Pattern):
        return tuple(test for field in condition.fields for test in field.tests)
    return condition.tests if isinstance(condition, PathTest | CountOf | Measure) else ()


def test_every_test_stands_in_a_block_and_in_the_table(books: list[Rulebook]) -> None:
    used = {test.operator for condition in _all_conditions(books) for test in _tests(condition)}
    assert used == set(TESTS)
    documented = {name for row in table_rows(section(PAGE, "Tests")) for name in re.findall(r"`(\w+)`", row[0])}
    assert documented == set(TESTS)
    written = "\n".join(BLOCKS.values())
    assert all(re.search(rf"{{[^}}]*\b{operator}: ", written) for operator in TESTS)


def test_every_condition_stands_in_a_block_and_has_a_section(books: list[Rulebook]) -> None:
    used = {type(condition) for condition in _all_conditions(books)}
    assert used == {Pattern, PathTest, Measure, *NODES.values()}
    measured = {condition.word for condition in _all_conditions(books) if isinstance(condition, Measure)}
    assert measured == set(get_args(MeasureWord))
    assert {*NODES, *measured} == SPECIAL.keys()
    assert all(f"\n### {word}\n" in PAGE for word in (*SPECIAL, "unless"))
    assert any(rule.unless for book in books for rule in book.rules)


def test_every_effect_stands_in_a_block_and_in_the_table(books: list[Rulebook]) -> None:
    used = {conclusion.effect for book in books for rule in book.rules for conclusion in rule.then}
    assert used == set(EFFECTS)
    rows = table_rows(section(PAGE, "Conclusions"))
    assert {row[0].strip("`") for row in rows if len(row) == 4} == set(EFFECTS)


def test_every_relation_of_the_prelude_is_documented_and_used(books: list[Rulebook]) -> None:
    prelude = read_rulebook(Reader(), PRELUDE)
    assert prelude is not None
    rows = table_rows(section(PAGE, "Relations that are always there"))
    documented = {row[0].strip("`"): tuple(re.findall(r"`(\w+)`", row[1])) for row in rows}
    assert documented == {each.name: tuple(name for name, _ in each.columns) for each in prelude.relations}
    used = {condition.kind for condition in _all_conditions(books) if isinstance(condition, Pattern)}
    assert documented.keys() <= used


def test_every_type_of_a_field_is_in_the_table() -> None:
    rows = [row[0] for row in table_rows(section(PAGE, "Kinds of your own"))]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == {*TYPES, "report", "fact"}


def test_every_unit_stands_in_the_section_of_its_measure() -> None:
    for word, quantity in QUANTITIES.items():
        assert set(re.findall(r"`([a-z/]+)`", section(PAGE, word))) >= set(quantity.units)
