"""The durable matcher in a process of its own: a crash of its C code is a problem like others, and not our end.

Sessions are not for several threads at once; each thread may have a matcher.
"""

from __future__ import annotations

import contextlib
import itertools
from collections import OrderedDict
from collections.abc import Sequence
from itertools import starmap
from types import TracebackType
from typing import Self

from whosays.deadline import NO_DEADLINE, Deadline
from whosays.match import durable_limits as limits
from whosays.match.matcher import Match, Row
from whosays.match.worker_process import WorkerProcess
from whosays.problems import ProblemsError
from whosays.rules.program import Program, Stratum

_KEPT_PROGRAMS = 16  # programs that the worker keeps for the next case


class IsolatedMatcher:
    """Joins rows with durable_rules, in a process that starts when it is needed and again after it has died."""

    name = "durable"

    def __init__(self) -> None:
        self._worker: _Worker | None = None

    def open(self, program: Program, stratum: Stratum, deadline: Deadline = NO_DEADLINE) -> IsolatedSession:
        """A session for one stratum of a program, with no rows yet; fed past the deadline it raises ProblemsError."""
        deadline.check()
        if self._worker is None or not self._worker.process.usable:
            self.close()
            self._worker = _Worker()
        return self._worker.open(program, stratum, deadline)

    def refuses(self, program: Program, row_count: int, largest_value: int) -> str:
        """Why durable_rules cannot take a program over that many rows; empty if it can."""
        return limits.refusal(program, row_count, largest_value)

    def close(self) -> None:
        """Stop the process; sessions that are open are lost."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.process.stop()


class _Worker:
    """A process and what it has been told."""

    def __init__(self) -> None:
        self.process = WorkerProcess()
        self._numbers = itertools.count()
        self._known: OrderedDict[int, tuple[int, Program]] = OrderedDict()  # by id, which is theirs while they are held

    def open(self, program: Program, stratum: Stratum, deadline: Deadline) -> IsolatedSession:
        number = self._learned(program, deadline)
        session = next(self._numbers)
        place = program.strata.index(stratum)
        self.process.ask("open", session, number, place, deadline, deadline=deadline)
        return IsolatedSession(self.process, session, deadline)

    def _learned(self, program: Program, deadline: Deadline) -> int:
        if id(program) not in self._known:
            if len(self._known) == _KEPT_PROGRAMS:
                _, (oldest, _) = self._known.popitem(last=False)
                self.process.ask("forget", oldest, deadline=deadline)
            number = next(self._numbers)
            self.process.ask("learn", number, program, deadline=deadline)
            self._known[id(program)] = number, program
        self._known.move_to_end(id(program))
        return self._known[id(program)][0]


class IsolatedSession:
    """One stratum at work on one case."""

    def __init__(self, process: WorkerProcess, number: int, deadline: Deadline) -> None:
        self._process = process
        self._number = number
        self._deadline = deadline
        self._open = True

    def feed(self, rows: Sequence[Row], due: Sequence[int] | None = None) -> list[Match]:  # noqa: ARG002
        """Every match that uses at least one of `rows`, the others coming from earlier feeds; of all rules."""
        plain = list(map(tuple, rows))
        return list(starmap(Match, self._process.ask("feed", self._number, plain, deadline=self._deadline)))

    def close(self) -> None:
        """Have the worker delete what it holds for the session."""
        was_open, self._open = self._open, False
        if was_open:
            with contextlib.suppress(ProblemsError):  # a worker that has died holds nothing
                self._process.ask("close", self._number, deadline=self._deadline)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
