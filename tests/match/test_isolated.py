"""The same matches from another process; and whatever becomes of that, ours goes on and the case is judged."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings

pytest.importorskip("durable_rules_engine", reason="durable_rules is not installed")

from tests.flat_rules import ground, program, rule
from tests.golden_files import ROOT
from tests.match.worker_deaths import CASE, JOIN, die_in_the_next_request, goes, pid_of
from tests.strategies.programs import Example, examples
from whosays.api import assess
from whosays.conclude import Derivation, conclude
from whosays.facts.load import load_case
from whosays.match.choose import Matchers
from whosays.match.durable import DurableMatcher
from whosays.match.isolated import IsolatedMatcher
from whosays.match.matcher import Match, MatcherFailedError, Row
from whosays.rules.load import load_rulebook

ROWS = [Row(0, "a", (1,)), Row(1, "b", (1, 1))]
HERE, MATCHER = DurableMatcher(), IsolatedMatcher()
SIGNALS = pytest.mark.parametrize("with_signal", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])


@pytest.fixture
def matcher() -> Iterator[IsolatedMatcher]:
    made = IsolatedMatcher()
    yield made
    made.close()


def content(derivation: Derivation) -> tuple[object, ...]:
    return (derivation.rows, derivation.proofs, derivation.facts, derivation.rounds)


def works(matcher: IsolatedMatcher) -> bool:
    return content(conclude(JOIN, CASE, matcher)) == content(conclude(JOIN, CASE, HERE))


@settings(max_examples=100)
@given(examples())
def test_it_concludes_the_same(example: Example) -> None:
    ours, theirs = (conclude(example.program, example.ground, each) for each in (MATCHER, HERE))
    assert content(ours) == content(theirs)


def test_messages_that_are_longer_than_a_pipe_holds() -> None:
    pairs = program([rule("pair(x, y) :- a(x, y), b(y, x)")])
    case = ground(a=[(x, x + 1) for x in range(9_000)], b=[(x + 1, x) for x in range(9_000)])
    assert content(conclude(pairs, case, MATCHER)) == content(conclude(pairs, case, HERE))


def test_it_refuses_the_same() -> None:
    assert "5,001 rows" in MATCHER.refuses(JOIN, 5_001, 9)
    assert not MATCHER.refuses(JOIN, 5_000, 9)


def test_sessions_at_once_keep_apart(matcher: IsolatedMatcher) -> None:
    with matcher.open(JOIN, JOIN.strata[0]) as one, matcher.open(JOIN, JOIN.strata[0]) as two:
        assert one.feed([Row(0, "a", (1,)), Row(1, "b", (2, 2))]) == []
        assert two.feed([Row(0, "b", (2, 1)), Row(1, "a", (2,))]) == [Match(0, (1, 0))]


def test_two_threads_with_a_matcher_each() -> None:
    def work() -> None:
        mine = IsolatedMatcher()
        found.extend(content(conclude(JOIN, CASE, mine)) == expected for _ in range(200))
        mine.close()

    found: list[bool] = []
    expected = content(conclude(JOIN, CASE, HERE))
    threads = [threading.Thread(target=work) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [True] * 400


def test_more_programs_than_it_keeps(matcher: IsolatedMatcher) -> None:
    programs = [program([rule(f"found(x, {number}) :- a(x)")]) for number in range(40)]
    for number, each in [*enumerate(programs), *enumerate(programs)]:
        first, _ = conclude(each, CASE, matcher).rows["found"]
        assert first.values == (1, number)


def test_a_limit_is_told_with_its_place_and_is_not_the_end(matcher: IsolatedMatcher) -> None:
    process = pid_of(matcher)
    loose = program([rule("pair(x, y) :- a(x), b(y, _)")])
    case = ground(a=[(x,) for x in range(1_500)], b=[(x, x) for x in range(1_500)])
    with pytest.raises(MatcherFailedError, match="2,250,000 combinations") as raised:
        conclude(loose, case, matcher)
    assert str(raised.value.problems[0].mark) == "rules.yaml:7:3"
    assert works(matcher)
    assert pid_of(matcher) == process


@SIGNALS
def test_a_death_between_requests(matcher: IsolatedMatcher, with_signal: signal.Signals) -> None:
    process = pid_of(matcher)
    session = matcher.open(JOIN, JOIN.strata[0])
    os.kill(process, with_signal)
    for _ in range(2):
        with pytest.raises(MatcherFailedError, match=rf"its process died \(signal {int(with_signal)}"):
            session.feed(ROWS)
    session.close()
    assert works(matcher)
    assert pid_of(matcher) != process


@SIGNALS
def test_a_death_in_the_middle_of_a_request(matcher: IsolatedMatcher, with_signal: signal.Signals) -> None:
    with matcher.open(JOIN, JOIN.strata[0]) as session:
        thread = die_in_the_next_request(pid_of(matcher), with_signal)
        with pytest.raises(MatcherFailedError, match=rf"its process died \(signal {int(with_signal)}"):
            session.feed(ROWS)
    thread.join()
    assert works(matcher)


def test_a_death_while_no_session_is_open_harms_nobody(matcher: IsolatedMatcher) -> None:
    process = pid_of(matcher)
    os.kill(process, signal.SIGKILL)
    assert goes(process)
    assert works(matcher)


def test_a_matcher_that_was_closed_works_again(matcher: IsolatedMatcher) -> None:
    for _ in range(2):
        process = pid_of(matcher)
        matcher.close()
        assert goes(process)
    assert works(matcher)


@pytest.mark.parametrize("with_signal", [signal.SIGKILL, signal.SIGSEGV])
def test_a_case_is_judged_all_the_same(with_signal: signal.Signals) -> None:
    case, rulebook = load_case(ROOT / "facts" / "jn-is-alliance-2014"), load_rulebook("standard")
    matchers = Matchers(isolate=True)
    undisturbed = assess(case, rulebook, matcher=matchers)
    durable = undisturbed._report.assessment.matcher.matcher
    assert isinstance(durable, IsolatedMatcher)
    thread = die_in_the_next_request(pid_of(durable), with_signal)
    disturbed = assess(case, rulebook, matcher=matchers)
    thread.join()
    assert json.dumps(disturbed.to_dict()) == json.dumps(undisturbed.to_dict())
    chosen = disturbed._report.assessment.matcher
    assert chosen.matcher.name == "duckdb"
    assert f"its process died (signal {int(with_signal)}" in chosen.note
    assert chosen.note.endswith("; DuckDB matches the rules instead")
    after = assess(case, rulebook, matcher=matchers)._report.assessment.matcher
    assert (after.matcher, after.note) == (durable, "")
    durable.close()
