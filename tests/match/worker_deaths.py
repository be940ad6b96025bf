"""Ways for a worker process to die, and to tell that it has."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.flat_rules import ground, program, rule
from whosays.match.isolated import IsolatedMatcher

JOIN = program([rule("found(x) :- a(x), b(x, y), not c(y)")])
CASE = ground(a=[(1,), (2,)], b=[(1, 1), (2, 2)], c=[(2,)])


def pid_of(matcher: IsolatedMatcher) -> int:
    """Its process, which is started if it has none."""
    matcher.open(JOIN, JOIN.strata[0]).close()
    assert matcher._worker is not None
    return matcher._worker.process.pid


def later(action: Callable[[], object]) -> threading.Thread:
    """Do this while the test goes on."""

    def act() -> None:
        time.sleep(0.3)
        action()

    thread = threading.Thread(target=act)
    thread.start()
    return thread


def die_in_the_next_request(process: int, with_signal: signal.Signals) -> threading.Thread:
    """Stop a process now, so that it answers nothing more; and let it die when it has been asked."""

    def die() -> None:
        os.kill(process, with_signal)
        os.kill(process, signal.SIGCONT)

    os.kill(process, signal.SIGSTOP)
    return later(die)


def goes(process: int, within: float = 10) -> bool:
    """Whether it ends within so many seconds; one whose exit code nobody has asked for yet has ended."""
    end = time.monotonic() + within
    while _is_there(process) and time.monotonic() < end:
        time.sleep(0.02)
    return not _is_there(process)


def _is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
