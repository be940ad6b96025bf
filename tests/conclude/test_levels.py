"""Rules in levels: none reads what a later one derives."""

from __future__ import annotations

from hypothesis import given

from tests.flat_rules import rule
from tests.strategies.programs import Example, examples
from whosays.conclude.levels import by_level


def levels(*texts: str) -> list[tuple[int, ...]]:
    return by_level(enumerate(rule(text) for text in texts))


def test_a_rule_comes_after_those_that_derive_what_it_reads() -> None:
    assert levels("c(x) :- b(x)", "b(x) :- a(x)", "d(x) :- b(x), c(x)", "e(x) :- a(x)") == [(1, 3), (0,), (2,)]


def test_rules_that_feed_each_other_are_of_one_level() -> None:
    assert levels("b(x) :- c(x)", "c(x) :- b(x)", "b(x) :- a(x)", "d(x) :- c(x)") == [(0, 1, 2), (3,)]


def test_there_may_be_no_rule_at_all() -> None:
    assert levels() == []


@given(examples())
def test_no_rule_reads_what_a_later_level_derives(example: Example) -> None:
    for stratum in example.program.strata:
        found = by_level(enumerate(stratum.rules))
        assert sorted(index for level in found for index in level) == list(range(len(stratum.rules)))
        later: set[str] = set()
        for level in reversed(found):
            read = {atom.relation for index in level for atom in stratum.rules[index].body}
            assert later.isdisjoint(read)
            later |= {stratum.rules[index].head.relation for index in level}
