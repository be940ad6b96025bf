"""Work of DuckDB can be ended, wherever it stands."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import duckdb
import pytest

from whosays.deadline import NO_DEADLINE, Deadline
from whosays.match.interruptible import run
from whosays.problems import ProblemsError

ENDLESS = (
    "SELECT a.range FROM range(100000) a, range(100000) b, range(100000) c WHERE hash(a.range, b.range, c.range) = 5"
)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:", config={"threads": 1}) as made:
        yield made


def test_it_returns_and_raises_what_the_work_does(connection: duckdb.DuckDBPyConnection) -> None:
    for deadline in (NO_DEADLINE, Deadline.after(60), Deadline.after(1e300)):
        assert run(connection, lambda: connection.execute("SELECT 1").fetchall(), deadline) == [(1,)]
        with pytest.raises(duckdb.ParserException):
            run(connection, lambda: connection.execute("SELCT 1"), deadline)


def test_a_statement_ends_at_the_deadline(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ProblemsError, match="time-limit"):
        run(connection, lambda: connection.execute(ENDLESS).fetchall(), Deadline.after(0.3))
    assert connection.execute("SELECT 1").fetchall() == [(1,)]


def test_an_interrupt_that_meets_no_statement_is_not_lost(connection: duckdb.DuckDBPyConnection) -> None:
    def work() -> None:
        time.sleep(0.5)  # the deadline passes here
        connection.execute(ENDLESS).fetchall()

    with pytest.raises(ProblemsError, match="time-limit"):
        run(connection, work, Deadline.after(0.2))


def test_past_the_deadline_it_ends_at_once(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ProblemsError, match="time-limit"):
        run(connection, lambda: connection.execute(ENDLESS).fetchall(), Deadline.after(-1))


def test_an_interrupt_by_the_user_ends_a_statement(connection: duckdb.DuckDBPyConnection) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    try:
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            run(connection, lambda: connection.execute(ENDLESS).fetchall(), NO_DEADLINE)
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)
    assert connection.execute("SELECT 1").fetchall() == [(1,)]
