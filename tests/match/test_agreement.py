"""All matchers agree with the reference matcher, on rows and on proofs.

Matchers see integers only: that texts in any script reach a rule and come back whole is tested where they are interned.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.all_matchers import fast_matchers
from tests.reference_matcher import ReferenceMatcher
from tests.strategies.programs import GIVEN, Example, examples
from whosays.conclude import Derivation, Ground, conclude
from whosays.match.matcher import Matcher
from whosays.rules.program import Atom, FlatRule, Program, Stratum, Var

MATCHERS = fast_matchers()
MATCHER = MATCHERS[0]
EVERY_MATCHER = pytest.mark.parametrize("matcher", MATCHERS, ids=lambda matcher: matcher.name)
THOROUGH = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
REFERENCE = ReferenceMatcher()


def content(derivation: Derivation) -> tuple[object, ...]:
    return (derivation.rows, derivation.proofs, derivation.facts, derivation.rounds)


def agree(example: Example) -> None:
    """All matchers conclude the same: rows, proofs, and the order of both."""
    expected = content(conclude(example.program, example.ground, REFERENCE))
    for matcher in MATCHERS:
        assert content(conclude(example.program, example.ground, matcher)) == expected, matcher.name


@settings(THOROUGH, max_examples=500)
@given(examples())
def test_all_matchers_conclude_the_same(example: Example) -> None:
    agree(example)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
@settings(THOROUGH, max_examples=2_000)
@given(example=examples(strata=2, rules=4))
def test_all_matchers_conclude_the_same_20_000_times(part: int, example: Example) -> None:  # noqa: ARG001
    agree(example)


@EVERY_MATCHER
@settings(THOROUGH, max_examples=200)
@given(example=examples(), seed=st.integers(0, 2**32))
def test_the_order_of_the_rows_of_a_case_changes_nothing(matcher: Matcher, example: Example, seed: int) -> None:
    shuffle = random.Random(seed).sample
    orders = {name: shuffle(range(len(example.ground.rows[name])), len(example.ground.rows[name])) for name in GIVEN}
    shuffled = Ground(
        {name: tuple(example.ground.rows[name][place] for place in order) for name, order in orders.items()},
        {name: tuple(example.ground.fact_of[name][place] for place in order) for name, order in orders.items()},
        example.ground.test,
    )
    assert told(conclude(example.program, shuffled, matcher)) == told(
        conclude(example.program, example.ground, matcher)
    )


def told(derivation: Derivation) -> object:
    """What a derivation says without row numbers."""
    return sorted(
        (row.relation, str(row.values), derivation.round_of(row.number), derivation.fact_sets(row.number))
        for row in derivation.all_rows
    )


@settings(THOROUGH, max_examples=600)
@given(examples())
def test_every_fact_set_has_a_tree_with_just_these_facts(example: Example) -> None:
    derivation = conclude(example.program, example.ground, MATCHER)
    all_kept = all(len(derivation.fact_sets(row.number)) < 16 for row in derivation.all_rows)
    for row in derivation.all_rows:
        sets = derivation.fact_sets(row.number)
        assert sets
        assert list(sets) == sorted(set(sets), key=lambda each: (len(each), each))
        assert not any(set(left) < set(right) for left in sets for right in sets)
        for facts in sets:
            used = leaves(derivation.tree(row.number, facts))
            assert used <= set(facts)
            assert used == set(facts) or not all_kept  # a set that the limit cut off may have been smaller


def leaves(tree: object) -> set[int]:
    return set().union(*map(leaves, tree.premises)) if tree.premises else {tree.fact} - {-1}


@settings(THOROUGH, max_examples=600)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), unique=True, max_size=10))
def test_fact_sets_are_all_the_smallest_there_are(edges: list[tuple[int, int]]) -> None:
    """Over citations in rings and chains: a fact set is what suffices when nothing else is known."""
    program, ground = reaching(edges)
    derivation = conclude(program, ground, MATCHER)
    for row in derivation.rows.get("reaches", ()):
        assert set(derivation.fact_sets(row.number)) == simple_paths(edges, *row.values)


def reaching(edges: list[tuple[int, int]]) -> tuple[Program, Ground]:
    x, y, z = (Var(name) for name in "xyz")
    rules = (
        FlatRule("step", Atom("reaches", (("f", x), ("t", y))), (Atom("edge", (("f", x), ("t", y))),)),
        FlatRule(
            "on",
            Atom("reaches", (("f", x), ("t", z))),
            (Atom("reaches", (("f", x), ("t", y))), Atom("reaches", (("f", y), ("t", z)))),
        ),
    )
    relations = {"edge": ("f", "t"), "reaches": ("f", "t")}
    ground = Ground({"edge": tuple(edges)}, {"edge": tuple(range(len(edges)))}, lambda *_: True)
    return Program(relations, (Stratum(rules),), derived=frozenset({"reaches"})), ground


def simple_paths(edges: list[tuple[int, int]], start: int, end: int) -> set[tuple[int, ...]]:
    """The edges of every way from start to end that takes no place twice, minimal as sets."""
    found: set[frozenset[int]] = set()

    def walk(place: int, used: tuple[int, ...], seen: frozenset[int]) -> None:
        for index, (left, right) in enumerate(edges):
            if left == place and right == end:
                found.add(frozenset((*used, index)))
            elif left == place and right not in seen:
                walk(right, (*used, index), seen | {right})

    walk(start, (), frozenset({start}))
    return {tuple(sorted(each)) for each in found if not any(other < each for other in found)}
