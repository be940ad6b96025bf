"""The process in which the isolated matcher runs durable_rules: it answers requests until its input ends.

Its input ends when the process that started it does, whatever the reason.
"""

from __future__ import annotations

import contextlib
import math
import os
import pickle
import signal
from collections.abc import Iterable
from itertools import starmap
from pathlib import Path
from typing import Any

from whosays.deadline import Deadline
from whosays.match.durable import DurableMatcher, DurableSession
from whosays.match.durable_state import failed
from whosays.match.matcher import MatcherFailedError, Row
from whosays.match.messages import LENGTH, Reply, Request, packed
from whosays.problems import ProblemsError
from whosays.rules.program import Program

_PATIENCE = 5.0  # seconds that a request may run past its deadline
_LONGEST = 10.0**8  # seconds, three years: what the timer takes


class Service:
    """The durable matcher, for the process that started this one. Programs and sessions go by its numbers."""

    def __init__(self) -> None:
        self._matcher = DurableMatcher()
        self._programs: dict[int, Program] = {}
        self._sessions: dict[int, DurableSession] = {}

    def learn(self, number: int, program: Program) -> None:
        """Keep a program for the sessions that follow."""
        self._programs[number] = program

    def forget(self, number: int) -> None:
        """Keep it no longer; sessions that are open go on."""
        del self._programs[number]

    def open(self, session: int, program: int, stratum: int, deadline: Deadline) -> None:
        """Open a session for a stratum, which is told by its place."""
        known = self._programs[program]
        self._sessions[session] = self._matcher.open(known, known.strata[stratum], deadline)

    def feed(self, session: int, rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """The matches that some rows bring; both as plain tuples, which are pickled faster."""
        return list(map(tuple, self._sessions[session].feed(list(starmap(Row, rows)))))

    def close(self, session: int) -> None:
        """Close a session."""
        self._sessions.pop(session).close()

    def answer(self, request: Request) -> Reply:
        """The reply to a request; what goes wrong is told in it, and does not end this process."""
        try:
            return Reply(getattr(self, request.method)(*request.arguments))
        except ProblemsError as error:
            return Reply(problems=error.problems, failed=isinstance(error, MatcherFailedError))
        except Exception as error:
            return Reply(problems=failed(f"{type(error).__name__} {error}".strip()).problems, failed=True)


def serve() -> None:
    """Answer requests from standard input on standard output, then end the process."""
    # An interrupt on the terminal reaches both processes; the other one decides what comes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # No handler: this signal is to end the process even where C code never returns to Python.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with contextlib.suppress(OSError):  # Linux: when memory runs out, this process is to go first
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    service = Service()
    with contextlib.suppress(BrokenPipeError), _taken(0, "rb") as requests, _taken(1, "wb") as replies:
        while head := requests.read(LENGTH.size):
            request: Request = pickle.loads(requests.read(*LENGTH.unpack(head)))
            _end_at(request.deadline)
            replies.write(packed(service.answer(request)))
            replies.flush()
    os._exit(0)


def _taken(descriptor: int, mode: str) -> Any:
    """A standard stream for us alone: what else reads or writes there, C code included, gets the null device."""
    taken = os.dup(descriptor)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, descriptor)
    os.close(null)
    return os.fdopen(taken, mode)


def _end_at(deadline: Deadline) -> None:
    """Have this process ended some time after the deadline, should nobody be left to do so."""
    seconds = min(max(deadline.left, 0) + _PATIENCE, _LONGEST) if deadline.ends < math.inf else 0
    signal.setitimer(signal.ITIMER_REAL, seconds)
