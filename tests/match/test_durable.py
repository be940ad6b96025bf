"""What is special to durable_rules: its limits, its sessions, its memory."""

from __future__ import annotations

import contextlib
import gc
import resource
from dataclasses import replace

import pytest

pytest.importorskip("durable_rules_engine", reason="durable_rules is not installed")

import durable_rules_engine as engine

from tests.flat_rules import ground, program, rule
from tests.reference_matcher import ReferenceMatcher
from whosays.conclude import Derivation, conclude
from whosays.match import durable, durable_limits
from whosays.match.durable import DurableMatcher
from whosays.match.durable_ruleset import plan_rulesets
from whosays.match.matcher import Row
from whosays.problems import ProblemsError
from whosays.rules.program import Program

JOIN = program([rule("found(x) :- a(x), b(x, y), not c(y)")])
CASE = ground(a=[(1,), (2,)], b=[(1, 1), (2, 2)], c=[(2,)])


def content(derivation: Derivation) -> tuple[object, ...]:
    return (derivation.rows, derivation.proofs)


def wide_body(size: int, *, negation: bool = False) -> Program:
    atoms = ", ".join(f"a(x{place})" for place in range(size))
    return program([rule(f"found(x0) :- {atoms}" + (", not b(x0, x0)" if negation else ""))])


def wide_join(columns: int) -> Program:
    variables = ", ".join(f"x{place}" for place in range(columns))
    return program([rule(f"found(x0) :- left({variables}), right({variables})")])


@pytest.mark.parametrize(
    ("refused", "rows", "largest", "why"),
    [
        (JOIN, 5_001, 9, "5,001 rows"),
        (JOIN, 9, 2**63, "64 bits"),
        (wide_body(17), 9, 9, "17 patterns"),
        (wide_body(16, negation=True), 9, 9, "17 patterns"),
        (wide_join(29), 9, 9, "29 tests"),
        (program([rule("found(x) :- a(x)" + ", not b(x, 1)" * 60)]), 9, 9, "61 patterns"),
        (wide_join(251), 9, 9, "251 columns"),
    ],
)
def test_what_it_refuses(refused: Program, rows: int, largest: int, why: str) -> None:
    assert why in DurableMatcher().refuses(refused, rows, largest)


@pytest.mark.parametrize("taken", [wide_body(16), wide_body(15, negation=True), wide_join(28)])
def test_what_it_takes_it_can_do(taken: Program) -> None:
    case = ground(a=[(1,)], b=[], left=[range(28)], right=[range(28)])
    assert not DurableMatcher().refuses(taken, 5_000, 2**63 - 1)
    assert len(conclude(taken, case, DurableMatcher()).rows["found"]) == 1


def test_values_of_64_bits_are_joined_and_compared() -> None:
    large = 2**63 - 1
    pairs = program([rule("found(x, y) :- a(x), a(y), x < y"), rule("same(x) :- a(x), b(x, x)")])
    derivation = conclude(pairs, ground(a=[(large,), (large - 1,), (-large,)], b=[(large, large)]), DurableMatcher())
    found = {row.values for row in derivation.rows["found"]}
    assert found == {(large - 1, large), (-large, large), (-large, large - 1)}
    assert [row.values for row in derivation.rows["same"]] == [(large,)]


def test_a_stratum_beyond_a_ruleset_is_split() -> None:
    many = program([rule(f"found(x, {number}) :- a(x), b(x, {number})") for number in range(150)])
    plans = plan_rulesets(many, many.strata[0])
    assert [len(plan.rules) for plan in plans] == [60, 60, 30]
    case = ground(a=[(1,), (2,)], b=[(1, number) for number in range(150)])
    assert content(conclude(many, case, DurableMatcher())) == content(conclude(many, case, ReferenceMatcher()))


def test_many_relations_are_split_too() -> None:
    many = program([rule(f"found{number}(x) :- a{number}(x)") for number in range(600)])
    assert [len(plan.rules) for plan in plan_rulesets(many, many.strata[0])] == [250, 250, 100]
    derivation = conclude(many, ground(**{f"a{number}": [(number,)] for number in range(600)}), DurableMatcher())
    assert all(derivation.rows[f"found{number}"][0].values == (number,) for number in range(600))


def test_recursion_runs_through_split_rulesets() -> None:
    steps = [rule(f"at(y) :- at(x), way(x, {number}, y)") for number in range(100)]
    chained = program([rule("at(x) :- start(x)"), *steps])
    case = ground(start=[(0,)], way=[(number, number, number + 1) for number in range(100)])
    assert len(conclude(chained, case, DurableMatcher()).rows["at"]) == 101


def test_a_rule_without_a_body_is_an_error() -> None:
    (stratum,) = JOIN.strata
    empty = replace(stratum.rules[0], body=())
    with pytest.raises(ValueError, match="no body"):
        plan_rulesets(JOIN, replace(stratum, rules=(empty,)))


def test_the_rows_of_two_sessions_do_not_meet() -> None:
    matcher = DurableMatcher()
    (stratum,) = JOIN.strata
    with matcher.open(JOIN, stratum) as one, matcher.open(JOIN, stratum) as two:
        assert one.feed([Row(0, "a", (1,)), Row(1, "b", (2, 2))]) == []
        assert two.feed([Row(0, "b", (1, 1)), Row(1, "a", (2,))]) == []


def test_a_session_gives_its_state_back_even_after_an_error() -> None:
    matcher = DurableMatcher()
    (stratum,) = JOIN.strata
    with contextlib.suppress(ZeroDivisionError), matcher.open(JOIN, stratum) as session:
        session.feed([Row(0, "a", (1,)), Row(1, "b", (1, 1))])
        (state,) = session._states
        raise ZeroDivisionError
    with pytest.raises(engine.error):  # the state is gone
        engine.get_state(state.ruleset.handle, state.sid)
    assert state.ruleset.live == 0


def test_thousands_of_sessions_take_no_more_memory() -> None:
    matcher = DurableMatcher()
    expected = content(conclude(JOIN, CASE, matcher))
    peaks = []
    for _ in range(4):
        for _ in range(2_500):
            assert content(conclude(JOIN, CASE, matcher)) == expected
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    assert peaks[-1] - peaks[0] < 2_000  # KB


def test_rulesets_are_made_once_and_the_oldest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    made, deleted = [], []
    create, delete = engine.create_ruleset, engine.delete_ruleset
    monkeypatch.setattr(engine, "create_ruleset", lambda *each: made.append(create(*each)) or made[-1])
    monkeypatch.setattr(engine, "delete_ruleset", lambda each: deleted.append(each) or delete(each))
    matcher = DurableMatcher()
    for _ in range(3):
        conclude(JOIN, CASE, matcher)
    assert (len(made), len(deleted)) == (1, 0)
    for _ in range(300):
        conclude(program([rule("found(x) :- a(x)")]), CASE, matcher)
    assert len(made) == 301
    assert len(made) - len(deleted) == durable._KEPT_STRATA
    del matcher
    gc.collect()
    assert sorted(deleted) == sorted(made)


def test_a_matcher_that_is_closed_keeps_no_rulesets() -> None:
    matcher = DurableMatcher()
    conclude(JOIN, CASE, matcher)
    matcher.close()
    assert not matcher._kept
    assert content(conclude(JOIN, CASE, matcher)) == content(conclude(JOIN, CASE, ReferenceMatcher()))
    matcher.close()
    assert not matcher._kept


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [
        ("SESSION_ROWS", 5, "5 rows"),
        ("MATCHES", 8, "8 matches"),
        ("LOOSE_JOINS", 8, "9 combinations"),
        ("LIVE_SESSIONS", 0, "0 sessions"),
    ],
)
def test_a_session_over_its_limits_is_a_problem(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int, message: str
) -> None:
    monkeypatch.setattr(durable_limits, limit, value)
    pairs = program([rule("pair(x, y) :- a(x), b(y, _)")])
    with pytest.raises(ProblemsError) as raised:
        conclude(pairs, ground(a=[(1,), (2,), (3,)], b=[(1, 1), (2, 2), (3, 3)]), DurableMatcher())
    assert raised.value.problems[0].code == "matcher-failed"
    assert message in raised.value.problems[0].message
    assert raised.value.problems[0].mark.file == ("rules.yaml" if limit == "LOOSE_JOINS" else "durable_rules")


@pytest.mark.parametrize(("answer", "message"), [((2, 1), "code 2"), (engine.error("code: 303"), "303")])
def test_a_row_that_is_turned_away_is_a_problem(monkeypatch: pytest.MonkeyPatch, answer: object, message: str) -> None:
    matcher, send = DurableMatcher(), engine.assert_fact

    def refuse(handle: int, fact: str) -> object:
        if '"c0":2' not in fact:
            return send(handle, fact)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(engine, "assert_fact", refuse)
    with pytest.raises(ProblemsError, match=message):
        conclude(JOIN, CASE, matcher)
    monkeypatch.undo()
    assert content(conclude(JOIN, CASE, matcher)) == content(conclude(JOIN, CASE, ReferenceMatcher()))


def test_matches_are_fetched_while_rows_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable_limits, "ROWS_A_FETCH", 2)
    two = program([rule("found(x) :- a(x), b(x, y), not c(y)"), rule("pair(x, y) :- a(x), b(y, _)")])
    assert content(conclude(two, CASE, DurableMatcher())) == content(conclude(two, CASE, ReferenceMatcher()))


def test_every_number_a_row_may_get_has_a_hash_of_its_own() -> None:
    """The engine tells rows apart by a hash of their number alone; a second row of the same hash would be lost."""
    assert (
        len({_fnv(str(number)) for number in range(durable_limits.SESSION_ROWS + 2)}) == durable_limits.SESSION_ROWS + 2
    )


def test_every_name_has_a_hash_of_its_own() -> None:
    columns = [f"c{number}" for number in range(durable_limits.COLUMNS)]
    assert len({_fnv(name) for name in ("id", "sid", "t", "k", *columns)}) == durable_limits.COLUMNS + 4
    aliases = [f"{kind}{number}" for kind in "pn" for number in range(100)]
    assert len({_fnv(name) for name in ("o", "ph", *aliases)}) == 202


def _fnv(text: str) -> int:
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def test_a_session_keeps_its_matcher() -> None:
    (stratum,) = JOIN.strata
    session = DurableMatcher().open(JOIN, stratum)
    gc.collect()
    with session:
        assert len(session.feed([Row(0, "a", (1,)), Row(1, "b", (1, 1))])) == 1
