"""Work of DuckDB that ends at the deadline, and when the user interrupts it."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

import duckdb

from whosays.deadline import Deadline

_AGAIN = 0.05  # seconds

_Result = TypeVar("_Result")


def run(connection: duckdb.DuckDBPyConnection, work: Callable[[], _Result], deadline: Deadline) -> _Result:
    """What this work on a connection returns. Raises what it raises, and ProblemsError past the deadline.

    It has a thread of its own: while a statement runs, DuckDB gives the thread that asked for it no chance to see an
    interrupt by the user. It is interrupted over and over, since between two statements that is lost.
    """
    outcome: Future[_Result] = Future()
    threading.Thread(target=_settle, args=(outcome, work), daemon=True).start()
    try:
        limit = None if deadline.ends == math.inf else min(max(deadline.left, 0), threading.TIMEOUT_MAX)
        return outcome.result(limit)
    except TimeoutError:
        raise deadline.passed() from None
    finally:
        while not outcome.done():
            connection.interrupt()
            wait([outcome], _AGAIN)


def _settle(outcome: Future[_Result], work: Callable[[], _Result]) -> None:
    try:
        result = work()
    except BaseException as error:
        outcome.set_exception(error)
    else:
        outcome.set_result(result)
