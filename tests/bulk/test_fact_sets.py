"""Fact sets over tables: rings, chains and many ways round, and sets of which only the smallest are kept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bulk.ground_tables import connect, fill_ground
from tests.bulk.test_derive import same
from tests.match.test_agreement import reaching
from whosays.bulk import fact_sets
from whosays.bulk.derive import derive
from whosays.bulk.smallest_sets import smallest
from whosays.conclude import conclude
from whosays.match.duckdb_matcher import DuckdbMatcher

EDGES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), unique=True, max_size=14)
MATCHER = DuckdbMatcher()


def agree(edges: list[tuple[int, int]]) -> None:
    program, ground = reaching(edges)
    connection = connect()
    fill_ground(connection, program, ground)
    same(derive(connection, program), conclude(program, ground, MATCHER))


@settings(deadline=None, max_examples=60)
@given(EDGES)
def test_who_reaches_whom(edges: list[tuple[int, int]]) -> None:
    agree(edges)


@settings(deadline=None, max_examples=30)
@given(EDGES.map(lambda edges: [(left, right) for left, right in edges if left < right]))
def test_who_reaches_whom_without_rings(edges: list[tuple[int, int]]) -> None:
    agree(edges)


@pytest.mark.parametrize("few", [0, 1, 3])
def test_a_row_may_go_apart_at_any_number_of_sets(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fact_sets, "FEW", few)
    agree([(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (3, 5), (4, 6), (5, 6), (0, 6)])


def test_rows_with_large_sets_go_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fact_sets, "SMALL", 2)
    agree([(0, 1), (1, 2), (2, 3), (3, 4), (0, 5), (5, 4), (4, 6)])


def test_more_sets_than_are_kept() -> None:
    """Seven times two ways one after the other are 128, twice as many as are kept."""
    steps = [(3 * number, 3 * number + middle) for number in range(7) for middle in (1, 2)]
    agree(steps + [(3 * number + middle, 3 * number + 3) for number in range(7) for middle in (1, 2)])


SETS = st.lists(st.lists(st.frozensets(st.integers(0, 6), max_size=5), min_size=1, max_size=8), min_size=1, max_size=5)


@settings(deadline=None)
@given(SETS, st.randoms(use_true_random=False))
def test_the_smallest_of_some_sets(rows: list[list[frozenset[int]]], random: object) -> None:
    of = [row for row, sets in enumerate(rows) for _ in sets]
    pairs = [(place, fact) for place, each in enumerate(each for sets in rows for each in sets) for fact in each]
    pairs += pairs[::3]  # what is in a set may be told twice
    random.shuffle(pairs)  # type: ignore[attr-defined]
    place, fact = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    sets, apart = smallest(len(rows), np.array(of, dtype=np.int64), place, fact, 64)
    assert not len(apart)
    found: list[list[tuple[int, ...]]] = [[] for _ in rows]
    for number, row in enumerate(sets.of.tolist()):
        found[row].append(tuple(sets.fact[sets.start[number] : sets.start[number + 1]].tolist()))
    for row, each in enumerate(rows):
        minimal = {one for one in each if not any(other < one for other in each)}
        assert found[row] == sorted((tuple(sorted(one)) for one in minimal), key=lambda one: (len(one), one))
