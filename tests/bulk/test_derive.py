"""The law of the bulk engine, first part: its rows, proofs and fact sets are those of `conclude`, exactly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.bulk.ground_tables import connect, each_tested, fill_ground, tables_of
from tests.bulk.told import fact_sets_of, proofs_of, rows_of
from tests.match.test_whole_cases import cases
from tests.reference_matcher import ReferenceMatcher
from tests.strategies.programs import Example, examples
from tests.strategies.reported import reported_cases
from whosays.bulk.derive import Derived, derive
from whosays.bulk.fact_sets import fact_sets
from whosays.conclude import Derivation, Ground, conclude
from whosays.facts.load import case_from_dict, load_case
from whosays.match.duckdb_matcher import DuckdbMatcher
from whosays.rules.grounding import columns_read, ground
from whosays.rules.load import load_rulebook
from whosays.shipped import shipped_folder

STANDARD = load_rulebook("standard")
MATCHER = DuckdbMatcher()
THOROUGH = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a case takes minutes to shrink
)


def same(derived: Derived, expected: Derivation) -> None:
    assert rows_of(derived) == {name: rows for name, rows in expected.rows.items() if rows}
    assert proofs_of(derived) == list(expected.proofs)
    first = [expected.rounds.index(number) for number in range(1, max(expected.rounds, default=0) + 1)]
    assert list(derived.rounds) == first
    same_fact_sets(derived, expected)


def same_fact_sets(derived: Derived, expected: Derivation) -> None:
    known = fact_sets(derived, derived.program.derived)
    for relation in derived.program.derived:
        sets = [expected.fact_sets(row.number) for row in expected.rows.get(relation, ())]
        assert fact_sets_of(derived, known, relation) == sets, relation


@settings(THOROUGH, max_examples=50)
@given(examples())
def test_made_programs(example: Example) -> None:
    made = as_read(example)
    connection = connect()
    fill_ground(connection, example.program, made)
    derived = derive(connection, example.program, each_tested(made.test))
    same(derived, conclude(example.program, made, ReferenceMatcher()))


def as_read(example: Example) -> Ground:
    """Its rows as grounding would give them: what no rule reads is left out."""
    read, program = columns_read(example.program), example.program
    rows = {}
    for name, columns in read.items():
        known = [column in columns for column in program.relations[name]]
        rows[name] = tuple(
            tuple(cell if kept else None for kept, cell in zip(known, row, strict=True))
            for row in example.ground.rows[name]
        )
    return Ground(rows, {name: example.ground.fact_of[name] for name in read}, example.ground.test)


def agree(data: dict) -> None:
    grounded = ground(STANDARD.program, case_from_dict(data))
    expected = conclude(STANDARD.program, Ground(grounded.rows, grounded.fact_of, grounded.test), MATCHER)
    same(derive(tables_of(grounded, STANDARD.program), STANDARD.program), expected)


@settings(THOROUGH, max_examples=6)
@given(reported_cases())
def test_reported_cases(data: dict) -> None:
    agree(data)


@settings(THOROUGH, max_examples=4)
@given(cases())
def test_cases_of_every_shape(data: dict) -> None:
    agree(data)


SHIPPED = sorted(shipped_folder("facts").iterdir())


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.slow if place % 12 else ()) for place, path in enumerate(SHIPPED)],
    ids=[path.name for path in SHIPPED],
)
def test_shipped_cases(path: Path) -> None:
    grounded = ground(STANDARD.program, load_case(path, kinds=STANDARD.kinds))
    expected = conclude(STANDARD.program, Ground(grounded.rows, grounded.fact_of, grounded.test), MATCHER)
    same(derive(tables_of(grounded, STANDARD.program), STANDARD.program), expected)
