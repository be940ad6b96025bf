"""What is special to DuckDB: its sessions, its limits, its names."""

from __future__ import annotations

import re
import time

import duckdb
import pytest

from tests.flat_rules import ground, program, rule
from tests.reference_matcher import ReferenceMatcher
from whosays.conclude import conclude
from whosays.deadline import Deadline
from whosays.match.duckdb_matcher import DuckdbMatcher
from whosays.match.duckdb_sql import StratumSql
from whosays.match.matcher import Match, MatcherFailedError, Row
from whosays.problems import ProblemsError
from whosays.rules.program import Atom, FlatRule, Program, Stratum, Var

JOIN = program([rule("found(x) :- a(x), b(x, y), not c(y)")])
CLOSURE = program([rule("reaches(x, y) :- edge(x, y)"), rule("reaches(x, z) :- reaches(x, y), reaches(y, z)")])


def test_the_rows_of_two_sessions_do_not_meet() -> None:
    matcher = DuckdbMatcher()
    (stratum,) = JOIN.strata
    with matcher.open(JOIN, stratum) as one, matcher.open(JOIN, stratum) as two:
        assert one.feed([Row(0, "a", (1,)), Row(1, "b", (2, 2))]) == []
        assert two.feed([Row(0, "b", (1, 1)), Row(1, "a", (2,))]) == []


def test_a_match_is_told_once_and_with_its_newest_row() -> None:
    matcher = DuckdbMatcher()
    (stratum,) = CLOSURE.strata
    with matcher.open(CLOSURE, stratum) as session:
        assert session.feed([Row(0, "edge", (1, 2))]) == [Match(0, (0,))]
        assert session.feed([Row(1, "reaches", (1, 1))]) == [Match(1, (1, 1))]
        found = session.feed([Row(2, "reaches", (1, 2)), Row(3, "reaches", (2, 1))])
        assert sorted(found) == [Match(1, pair) for pair in [(1, 2), (2, 3), (3, 1), (3, 2)]]
        assert session.feed([]) == []


def test_names_that_differ_in_case_or_hold_quotes_stay_apart() -> None:
    """SQL takes `Found` and `found` for one name, even in quotes."""
    x = Var("x")
    names = ["found", "Found", 'f"; DROP TABLE rows; --', "قال"]
    rules = tuple(FlatRule(name, Atom(name, (("C", x),)), (Atom(f"{name} given", (("c", x),)),)) for name in names)
    relations = dict.fromkeys(names, ("C",)) | {f"{name} given": ("c", "C") for name in names}
    odd = Program(relations, (Stratum(rules),), derived=frozenset(names))
    case = ground(**{f"{name} given": [(number, 9)] for number, name in enumerate(names)})
    derivation = conclude(odd, case, DuckdbMatcher())
    assert {name: derivation.rows[name][0].values for name in names} == {
        name: (number,) for number, name in enumerate(names)
    }


def test_every_identifier_is_quoted() -> None:
    text = StratumSql(JOIN, JOIN.strata[0]).select(0)
    words = set(re.findall(r"\b[a-z]\w*", re.sub(r'"[^"]*"', "", text)))
    assert words == set(), text  # what is left are keywords in capitals, and numbers


def test_a_negation_is_an_anti_join() -> None:
    assert 'ANTI JOIN "rows" AS "n0" ON' in StratumSql(JOIN, JOIN.strata[0]).select(0)


def test_more_rules_than_one_statement_holds() -> None:
    many = program([rule(f"found(x, {number}) :- a(x), b(x, {number})") for number in range(450)])
    case = ground(a=[(1,), (2,)], b=[(1, number) for number in range(0, 450, 7)])
    ours, theirs = (conclude(many, case, matcher) for matcher in (DuckdbMatcher(), ReferenceMatcher()))
    assert (ours.rows, ours.proofs) == (theirs.rows, theirs.proofs)


def test_values_of_64_bits_are_joined_and_compared() -> None:
    large = 2**63 - 1
    pairs = program([rule("found(x, y) :- a(x), a(y), x < y"), rule("same(x) :- a(x), b(x, x)")])
    derivation = conclude(pairs, ground(a=[(large,), (large - 1,), (-large,)], b=[(large, large)]), DuckdbMatcher())
    found = {row.values for row in derivation.rows["found"]}
    assert found == {(large - 1, large), (-large, large), (-large, large - 1)}
    assert [row.values for row in derivation.rows["same"]] == [(large,)]


def test_what_it_refuses() -> None:
    assert not DuckdbMatcher().refuses(JOIN, 10_000_000, 2**63 - 1)
    assert "64 bits" in DuckdbMatcher().refuses(JOIN, 1, 2**63)


def test_too_many_matches_are_a_problem_at_the_rule() -> None:
    pairs = program([rule("pair(x, y) :- a(x), a(y)")])
    with pytest.raises(MatcherFailedError, match="more than 100 matches") as raised:
        conclude(pairs, ground(a=[(x,) for x in range(11)]), DuckdbMatcher(matches=100))
    assert str(raised.value.problems[0].mark) == "rules.yaml:7:3"


def test_what_would_run_for_ever_ends_at_the_deadline() -> None:
    """Of eight billion combinations none passes, so that there is nothing to count while it goes on."""
    loose = program([rule("found(x) :- a(x), a(y), a(z), x < y, y < z, z < x")])
    case = ground(a=[(x,) for x in range(2_000)])
    start = time.monotonic()
    with pytest.raises(ProblemsError) as raised:
        conclude(loose, case, DuckdbMatcher(), deadline=Deadline.after(0.5))
    assert raised.value.problems[0].code == "time-limit"
    assert time.monotonic() - start < 20


def test_an_error_of_duckdb_is_a_problem() -> None:
    matcher = DuckdbMatcher()
    (stratum,) = JOIN.strata
    session = matcher.open(JOIN, stratum)
    session.close()
    with pytest.raises(MatcherFailedError, match="DuckDB could not match the rules"):
        session.feed([Row(0, "a", (1,))])


def test_it_reads_no_files() -> None:
    session = DuckdbMatcher().open(JOIN, JOIN.strata[0])
    with pytest.raises(duckdb.PermissionException):
        session._connection.execute("SELECT * FROM read_text(?)", [__file__])


def test_a_large_case_takes_seconds() -> None:
    """120,000 rows in chains of ten; the figure is generous, and a plan that tries all pairs would need hours."""
    edges = [(place, place + 1) for place in range(120_000) if place % 10]
    closure = program([rule("reaches(x, y) :- edge(x, y)"), rule("reaches(x, z) :- edge(x, y), reaches(y, z)")])
    start = time.monotonic()
    derivation = conclude(closure, ground(edge=edges), DuckdbMatcher(), limit=1_000_000)
    assert len(derivation.rows["reaches"]) == 12_000 * 45
    assert time.monotonic() - start < 120
