"""The worker process as a neighbour: it holds nobody up, leaves nothing behind, and ends when it should."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("durable_rules_engine", reason="durable_rules is not installed")

from tests.flat_rules import ground, program, rule
from tests.golden_files import ROOT
from tests.match import odd_engine
from tests.match.worker_deaths import CASE, JOIN, goes, later, pid_of
from whosays.conclude import conclude
from whosays.deadline import Deadline
from whosays.match.isolated import IsolatedMatcher
from whosays.match.matcher import MatcherFailedError, Row
from whosays.problems import ProblemsError

NEEDS_PROC = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
START = """
import os, signal, sys, time
from tests.match.worker_deaths import CASE, JOIN, pid_of
from whosays.conclude import conclude
from whosays.match.isolated import IsolatedMatcher
matcher = IsolatedMatcher()
session = matcher.open(JOIN, JOIN.strata[0])
print(pid_of(matcher), flush=True)
"""


@pytest.fixture
def matcher() -> Iterator[IsolatedMatcher]:
    made = IsolatedMatcher()
    yield made
    made.close()


def script(code: str) -> subprocess.Popen[bytes]:
    """A process of ours with a worker of its own, whose id it prints."""
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", START + code]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def found(matcher: IsolatedMatcher) -> list[tuple[int | None, ...]]:
    return [row.values for row in conclude(JOIN, CASE, matcher).rows["found"]]


@NEEDS_PROC
def test_fifty_deaths_leave_nothing_behind(matcher: IsolatedMatcher) -> None:
    def left_behind() -> tuple[int, list[str]]:
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
        return len(list(Path("/proc/self/fd").iterdir())), children

    before = left_behind()
    for number in range(50):
        session = matcher.open(JOIN, JOIN.strata[0])
        assert matcher._worker is not None
        os.kill(matcher._worker.process.pid, (signal.SIGKILL, signal.SIGSEGV)[number % 2])
        with pytest.raises(MatcherFailedError):
            session.feed([])
    assert left_behind() == before


@NEEDS_PROC
def test_it_ends_with_a_process_that_is_killed() -> None:
    process = script("time.sleep(60)")
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    process.kill()
    process.communicate()
    assert goes(worker)


@NEEDS_PROC
@pytest.mark.parametrize("end", ["", "del matcher, session", "session.close()", "matcher.close()", "os._exit(0)"])
def test_it_ends_with_a_process_that_ends_and_nothing_is_said(end: str) -> None:
    process = script(end)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert goes(int(out))


@NEEDS_PROC
def test_a_hung_worker_is_killed_at_the_deadline(matcher: IsolatedMatcher) -> None:
    worker = pid_of(matcher)
    os.kill(worker, signal.SIGSTOP)
    start = time.monotonic()
    with pytest.raises(ProblemsError) as raised:
        conclude(JOIN, CASE, matcher, deadline=Deadline.after(0.5))
    assert time.monotonic() - start < 5  # it is 1.0 where nothing else runs
    assert raised.value.problems[0].code == "time-limit"
    assert not isinstance(raised.value, MatcherFailedError)
    assert goes(worker)
    assert found(matcher) == [(1,)]


def test_a_hung_worker_that_does_not_read_either(matcher: IsolatedMatcher) -> None:
    os.kill(pid_of(matcher), signal.SIGSTOP)
    case = ground(a=[(x,) for x in range(50_000)], b=[(1, 1)])
    with pytest.raises(ProblemsError, match="time-limit"):
        conclude(JOIN, case, matcher, deadline=Deadline.after(0.5))


def test_a_worker_past_the_deadline_says_so_itself(matcher: IsolatedMatcher) -> None:
    """Both look at the same clock, and it is given a moment to answer."""
    worker = pid_of(matcher)
    session = matcher.open(JOIN, JOIN.strata[0], Deadline.after(0.5))
    time.sleep(0.6)
    with session, pytest.raises(ProblemsError, match="time-limit"):
        session.feed([Row(0, "a", (1,)), Row(1, "b", (1, 1))])
    assert pid_of(matcher) == worker


@NEEDS_PROC
def test_a_worker_that_nobody_can_stop_any_more_ends_after_its_deadline(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    odd_engine.use(monkeypatch, tmp_path, odd_engine.HANGING)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    code = "from whosays.deadline import Deadline; conclude(JOIN, CASE, matcher, deadline=Deadline.after(1))"
    process = script(code)
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    time.sleep(0.3)
    process.kill()
    process.communicate()
    assert goes(worker, within=20)


def test_an_interrupt_while_it_works(matcher: IsolatedMatcher) -> None:
    worker = pid_of(matcher)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        os.kill(worker, signal.SIGINT)
        assert pid_of(matcher) == worker  # it does not mind
        os.kill(worker, signal.SIGSTOP)
        thread = later(lambda: os.kill(os.getpid(), signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):
            conclude(JOIN, CASE, matcher)
        thread.join()
    finally:
        signal.signal(signal.SIGINT, before)
    assert goes(worker)
    assert found(matcher) == [(1,)]


def test_a_forked_process_takes_a_worker_of_its_own() -> None:
    process = script(
        "child = os.fork()\n"
        "rows = [row.values for _ in range(99) for row in conclude(JOIN, CASE, matcher).rows['found']]\n"
        "assert rows == [(1,)] * 99, rows\n"
        "if child: assert os.waitpid(child, 0)[1] == 0\n"
    )
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="needs the C library of Linux to overwrite freed memory")
def test_the_real_engine_dies_of_its_real_fault(
    matcher: IsolatedMatcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patched:
        odd_engine.use(patched, tmp_path, odd_engine.UNPADDED)
        patched.setenv("PYTHONMALLOC", "malloc")
        patched.setenv("MALLOC_PERTURB_", "85")
        died = ""
        for _ in range(12):  # where its memory lies decides whether it dies of it, and each process has its own layout
            try:
                _join_unpadded(matcher)
            except MatcherFailedError as error:
                died = str(error)
                break
            matcher.close()
        if not died:
            pytest.skip("twelve processes read past the end, and none of them died of it")
        assert "its process died" in died
    assert found(matcher) == [(1,)]


def _join_unpadded(matcher: IsolatedMatcher) -> None:
    for size in range(20, 80, 10):
        pairs = program([rule(f"pair{n}(x, y) :- a{n}(x), a{n}(y), x < y") for n in range(size)])
        conclude(pairs, ground(**{f"a{n}": [(x,) for x in range(5)] for n in range(size)}), matcher)


def test_what_c_code_prints_is_not_taken_for_a_reply(
    matcher: IsolatedMatcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    odd_engine.use(monkeypatch, tmp_path, odd_engine.TALKING)
    assert found(matcher) == [(1,)]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (odd_engine.ENDING, r"its process ended \(exit code 3\)"),
        (odd_engine.RAISING, "MemoryError"),
        ("raise ImportError", r"its process ended \(exit code 1\)"),
    ],
)
def test_other_ways_to_fail(
    matcher: IsolatedMatcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, message: str
) -> None:
    odd_engine.use(monkeypatch, tmp_path, code)
    with pytest.raises(MatcherFailedError, match=message):
        conclude(JOIN, CASE, matcher)


def test_no_process_can_be_started(matcher: IsolatedMatcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(MatcherFailedError, match="its process does not start: No such file"):
        conclude(JOIN, CASE, matcher)
