"""Which clauses a rule has, and how each is changed."""

from __future__ import annotations

from pathlib import Path

from tests.examples.book import BOOK
from whosays.examples.clauses import mutants
from whosays.examples.part import part_with
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import load_rulebook


def book(folder: Path) -> CompiledRulebook:
    file = folder / "desk.yaml"
    file.write_text(BOOK, encoding="utf-8")
    return load_rulebook(file)


def test_every_clause_and_every_change(tmp_path: Path) -> None:
    desk = book(tmp_path)
    found = {
        (each.clause, each.change) for each in mutants(desk.rules["far-off"]) if part_with(desk, each.rule) is not None
    }
    assert found == {
        ("when/1/stance", "left out"),
        ("when/1/stance", "turned round: not"),
        ("when/1/basis", "left out"),
        ("when/1/basis", "turned round: not_in"),
        ("when/1/basis/hearsay", "left out"),
        ("when/1/basis/secondhand", "left out"),
        ("when/2", "left out"),
        ("when/2/any/1", "left out"),
        ("when/2/any/1/1/above", "turned round: at_most"),
        ("when/2/any/1/1/above", "half as much"),
        ("when/2/any/1/1/above", "twice as much"),
        ("when/2/any/2", "left out"),
        ("when/2/any/2/1", "left out"),
        ("when/2/any/2/1", "turned round"),
        ("when/2/any/2/1/access", "left out"),
        ("when/2/any/2/1/access", "turned round: not"),
        ("when/2/any/2/2", "left out"),
        ("when/2/any/2/2", "turned round: not"),
        ("when/3", "left out"),
        ("when/3", "turned round"),
        ("when/3/none/1", "turned round"),
        ("when/3/none/1/claim", "left out"),
        ("when/3/none/1/claim", "turned round: not"),
        ("when/3/none/1/basis", "left out"),
        ("when/3/none/1/basis", "turned round: not"),
        ("unless/the report hedges", "left out"),
        ("unless/the report hedges/1", "turned round"),
        ("unless/the report hedges/1/hedged", "left out"),
        ("unless/the report hedges/1/hedged", "turned round: not"),
        ("then/1", "left out"),
        ("then/2", "left out"),
    }


def test_a_bound_and_a_conclusion_that_is_the_only_one(tmp_path: Path) -> None:
    changes = {(each.clause, each.change) for each in mutants(book(tmp_path).rules["sure"])}
    assert ("when/1/surely/at_least", "above for at_least") in changes
    assert ("when/1/surely/at_least", "turned round: below") in changes
    assert ("then/1", "left out") in changes


def test_the_order_is_that_of_the_rule_and_each_place_is_in_the_file(tmp_path: Path) -> None:
    desk = book(tmp_path)
    first, second = ([(m.clause, m.change, m.mark) for m in mutants(desk.rules["far-off"])] for _ in range(2))
    assert first == second
    when = [mark.line for clause, _, mark in first if clause.startswith("when")]
    assert when == sorted(when)
    assert all(mark.source and mark.file.endswith("desk.yaml") for _, _, mark in first)
