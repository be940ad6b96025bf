"""Rounds, counts, strata and proofs."""

from __future__ import annotations

import pytest

from tests.all_matchers import all_matchers
from tests.flat_rules import count, ground, program, rule
from tests.reference_matcher import ReferenceMatcher
from whosays.conclude import Derivation, Ground, ProofTree, conclude
from whosays.match.duckdb_matcher import DuckdbMatcher
from whosays.match.matcher import Matcher
from whosays.problems import Mark, ProblemsError
from whosays.rules.program import Program

DUCKDB = DuckdbMatcher()
REACHES = (rule("reaches(x, y) :- edge(x, y)"), rule("reaches(x, z) :- edge(x, y), reaches(y, z)"))
CHAIN = [(1, 2), (2, 3), (3, 4)]
COUNTED = (
    [rule("claim(x) :- fact(x)"), rule("says(x, y) :- report(x, y)")],
    [count("number", "claim", "says"), rule("lonely(x) :- number(x, 0)")],
)


@pytest.fixture(params=all_matchers(), ids=lambda matcher: matcher.name)
def matcher(request: pytest.FixtureRequest) -> Matcher:
    return request.param


def values(derivation: Derivation, relation: str) -> set[tuple[int | None, ...]]:
    return {row.values for row in derivation.rows.get(relation, ())}


def number_of(derivation: Derivation, relation: str, *cells: int) -> int:
    (row,) = (row for row in derivation.rows[relation] if row.values == cells)
    return row.number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("found(x) :- a(x)", {(1,), (2,), (3,)}),
        ("found(x, 7) :- a(x)", {(1, 7), (2, 7), (3, 7)}),
        ("found(x) :- b(x, 9)", {(1,)}),
        ("found(x) :- b(x, x)", {(2,)}),
        ("found(x) :- b(x, _)", {(1,), (2,), (3,)}),
        ("found(y) :- b(x, y)", {(9,), (2,), (1,)}),
        ("found(x) :- b(x, y), b(y, x)", {(2,)}),
        ("found(x, y) :- a(x), a(y), x < y", {(1, 2), (1, 3), (2, 3)}),
        ("found(x, y) :- a(x), a(y), x >= y, y != 1", {(2, 2), (3, 2), (3, 3)}),
        ("found(x, y) :- a(x), a(y), x = y, x > 1", {(2, 2), (3, 3)}),
        ("found(x) :- a(x), 1 < 2", {(1,), (2,), (3,)}),
        ("found(x) :- a(x), 2 < 1", set()),
        ("found(x) :- a(x), not b(x, 1)", {(1,), (2,)}),
        ("found(x) :- a(x), not b(_, x)", {(3,)}),
        ("found(x) :- a(x), not b(x, w)", set()),
        ("found(x) :- a(x), not b(w, w)", set()),
        ("found(x) :- a(x), not b(8, 8)", {(1,), (2,), (3,)}),
        ("found(x, y) :- b(x, y), not b(y, x)", {(1, 9), (3, 1)}),
        ("found(x) :- a(x), ?even(x)", {(2,)}),
        ("found(x, y) :- a(x), a(y), x < y, ?even(x, y)", {(1, 3)}),
        ("found(x) :- nothing(x)", set()),
        ("found(x) :- a(x), not nothing(x)", {(1,), (2,), (3,)}),
    ],
)
def test_what_a_rule_finds(matcher: Matcher, text: str, expected: set[tuple[int, ...]]) -> None:
    case = ground(a=[(1,), (2,), (3,), (None,)], b=[(1, 9), (2, 2), (3, 1), (3, None), (None, 1)], nothing=[])
    assert values(conclude(program([rule(text)], b=2), case, matcher), "found") == expected


def test_recursion_ends_and_finds_all(matcher: Matcher) -> None:
    ring = [*CHAIN, (4, 1)]
    derivation = conclude(program(REACHES), ground(edge=ring), matcher)
    assert values(derivation, "reaches") == {(x, y) for x in range(1, 5) for y in range(1, 5)}
    assert derivation.round_of(number_of(derivation, "reaches", 1, 2)) == 1
    assert derivation.round_of(number_of(derivation, "reaches", 1, 1)) == 4


def test_counts_count_different_values_and_zero(matcher: Matcher) -> None:
    case = ground(fact=[(1,), (2,), (3,)], report=[(1, 5), (1, 6), (2, 5), (2, None), (9, 5)])
    derivation = conclude(program(*COUNTED), case, matcher)
    assert values(derivation, "number") == {(1, 2), (2, 1), (3, 0)}
    assert values(derivation, "lonely") == {(3,)}


def test_a_count_rests_on_its_domain_row_and_what_it_counted(matcher: Matcher) -> None:
    derivation = conclude(program(*COUNTED), ground(fact=[(1,), (3,)], report=[(1, 5), (1, 6)]), matcher)
    counted = number_of(derivation, "number", 1, 2)
    (proof,) = derivation.proofs_of(counted)
    assert derivation.step_of(proof) == COUNTED[1][0]
    assert [derivation.row(each).values for each in proof.premises] == [(1,), (1, 5), (1, 6)]
    assert derivation.fact_sets(counted) == ((0, 2, 3),)
    assert derivation.fact_sets(number_of(derivation, "lonely", 3)) == ((1,),)


def test_negation_sees_its_relation_complete(matcher: Matcher) -> None:
    strata = ([*REACHES], [rule("cut(x) :- node(x), not reaches(1, x)")], [rule("kept(x) :- node(x), not cut(x)")])
    case = ground(edge=CHAIN, node=[(2,), (4,), (5,)])
    derivation = conclude(program(*strata), case, matcher)
    assert values(derivation, "cut") == {(5,)}
    assert values(derivation, "kept") == {(2,), (4,)}
    assert derivation.fact_sets(number_of(derivation, "kept", 4)) == ((4,),)  # what is not there adds nothing


def test_rows_of_a_relation_nobody_reads_are_kept(matcher: Matcher) -> None:
    derivation = conclude(program([rule("found(x) :- a(x)")]), ground(a=[(1,)], other=[(2,)]), matcher)
    assert values(derivation, "other") == {(2,)}
    assert derivation.fact_of(number_of(derivation, "other", 2)) == 1


def test_a_row_has_every_proof_but_is_derived_once(matcher: Matcher) -> None:
    rules = [rule("found(x) :- a(x)"), rule("found(x) :- b(x, _)"), rule("found(x) :- b(x, y), found(y)")]
    derivation = conclude(program(rules), ground(a=[(1,), (1,)], b=[(1, 1)]), matcher)
    (row,) = derivation.rows["found"]
    names = [derivation.step_of(proof).name for proof in derivation.proofs_of(row.number)]
    assert names == [rules[0].name, rules[0].name, rules[1].name, rules[2].name]
    assert derivation.fact_sets(row.number) == ((0,), (1,), (2,))


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ([(1, 2), (2, 9)], ((0, 1),)),
        ([(1, 9), (1, 2), (2, 9)], ((0,), (1, 2))),
        ([(1, 2), (2, 3), (3, 9), (2, 9)], ((0, 3), (0, 1, 2))),
        ([(1, 2), (2, 1), (2, 9)], ((0, 2),)),
        ([(1, 2), (2, 3), (3, 2), (3, 9), (1, 3)], ((3, 4), (0, 1, 3))),
    ],
    ids=["chain", "short cut is canonical", "late short cut", "ring adds nothing", "way through a ring"],
)
def test_fact_sets_are_minimal_and_the_smallest_comes_first(
    matcher: Matcher, edges: list[tuple[int, int]], expected: tuple[tuple[int, ...], ...]
) -> None:
    derivation = conclude(program(REACHES), ground(edge=edges), matcher)
    reached = number_of(derivation, "reaches", 1, 9)
    assert derivation.fact_sets(reached) == expected
    for facts in expected:
        assert facts_in(derivation.tree(reached, facts)) == set(facts)
    assert facts_in(derivation.tree(reached)) == set(expected[0])


def facts_in(tree: ProofTree) -> set[int]:
    return {tree.fact} - {-1} if tree.proof is None else set().union(*map(facts_in, tree.premises))


def test_fact_sets_are_capped() -> None:
    """Ten pairs of facts of which one each is needed: 1,024 sets, of which the 64 smallest by their ids are kept."""
    steps = [rule("at(x) :- start(x)"), rule("at(y) :- at(x), way(x, y, _)")]
    ways = [(place, place + 1, which) for place in range(10) for which in (0, 1)]
    derivation = conclude(program(steps, way=3), ground(start=[(0,)], way=ways), DUCKDB)
    sets = derivation.fact_sets(number_of(derivation, "at", 10))
    assert len(sets) == 64
    assert sets[0] == (0, *range(1, 21, 2))


def test_a_tree_of_facts_that_do_not_suffice_is_refused() -> None:
    derivation = conclude(program(REACHES), ground(edge=CHAIN), DUCKDB)
    with pytest.raises(ValueError, match="does not follow"):
        derivation.tree(number_of(derivation, "reaches", 1, 4), [0, 1])


def test_too_many_rows_are_a_problem_at_the_rule(matcher: Matcher) -> None:
    pairs = program([rule("pair(x, y) :- a(x), a(y)")])
    with pytest.raises(ProblemsError) as raised:
        conclude(pairs, ground(a=[(x,) for x in range(11)]), matcher, limit=120)
    (problem,) = raised.value.problems
    assert problem.code == "too-many-derived"
    assert problem.mark == Mark("rules.yaml", 7, 3)
    assert len(conclude(pairs, ground(a=[(x,) for x in range(11)]), matcher, limit=121).rows["pair"]) == 121


def test_no_session_is_opened_where_nothing_can_match() -> None:
    class Refuses(ReferenceMatcher):
        def open(self, *_: object) -> None:
            raise AssertionError

    dead: Program = program([rule("found(x) :- a(x), b(x, _)"), rule("more(x) :- found(x)")])
    assert not conclude(dead, ground(a=[(1,)], b=[]), Refuses()).rows.get("found")


def test_a_filter_is_asked_once_for_the_same_values(matcher: Matcher) -> None:
    asked: list[tuple[int, ...]] = []
    case = ground(a=[(1,), (2,)], b=[(1, 1), (1, 2)])
    noting = Ground(case.rows, case.fact_of, lambda _, arguments: not asked.append(arguments))
    conclude(program([rule("found(x) :- a(x), b(_, y), ?even(x)")]), noting, matcher)
    assert sorted(asked) == [(1,), (2,)]
