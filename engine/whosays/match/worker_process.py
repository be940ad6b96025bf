"""The worker process, seen from the process that starts it: it is asked, it replies or dies, it is stopped."""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import subprocess
import sys
import weakref
from typing import Any

from whosays.deadline import Deadline
from whosays.match.matcher import MatcherFailedError, matcher_failed
from whosays.match.messages import LENGTH, Reply, Request, packed
from whosays.problems import ProblemsError

_PATIENCE = 0.5  # seconds past the deadline, for a worker that is alive to say so itself
_LONGEST_POLL = 3600.0  # seconds
_READ_AT_ONCE = 2**20
# It finds its modules where this process found them, even if that was told by a change of sys.path.
_CODE = "import sys; sys.path[:] = sys.argv[1:]; from whosays.match.worker import serve; serve()"


class WorkerProcess:
    """A worker. It ends when it is stopped, when nothing refers to it any more, and when this process ends."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _CODE, *sys.path],
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # how it died is told by its exit code
            )
        except OSError as error:
            raise _failed(f"its process does not start: {error.strerror}") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._to, False)  # a worker that does not read must not hold us up
        self._owner = os.getpid()
        self.pid = self._process.pid
        self.stop = weakref.finalize(self, _end, self._process)
        """Kill it and free its pipes; once is enough."""

    @property
    def usable(self) -> bool:
        """Whether it can be asked: it is alive, and ours rather than that of a process we were forked from."""
        return self.stop.alive and self._owner == os.getpid() and self._process.poll() is None

    def ask(self, method: str, *arguments: Any, deadline: Deadline) -> Any:
        """What a method of its service returns; raises ProblemsError as that does, and when the worker dies."""
        if not self.stop.alive:
            raise self._died()
        try:
            self._send(packed(Request(method, arguments, deadline)), deadline)
            (size,) = LENGTH.unpack(self._receive(LENGTH.size, deadline))
            reply: Reply = pickle.loads(self._receive(size, deadline))
        except (BrokenPipeError, EOFError):
            raise self._died() from None
        except BaseException:
            self.stop()  # else the reply to this request would be taken for that to the next
            raise
        if reply.problems:
            raise (MatcherFailedError if reply.failed else ProblemsError)(reply.problems)
        return reply.value

    def _send(self, message: bytes, deadline: Deadline) -> None:
        rest = memoryview(message)
        while rest:
            _wait(self._to, select.POLLOUT, deadline)
            rest = rest[os.write(self._to, rest) :]

    def _receive(self, size: int, deadline: Deadline) -> bytes:
        message = bytearray()
        while len(message) < size:
            _wait(self._from, select.POLLIN, deadline)
            part = os.read(self._from, min(size - len(message), _READ_AT_ONCE))
            if not part:
                raise EOFError
            message += part
        return bytes(message)

    def _died(self) -> MatcherFailedError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)  # its pipes close a little before it is gone
        self.stop()
        code = self._process.returncode
        how = f"died (signal {-code}, {signal.strsignal(-code)})" if code < 0 else f"ended (exit code {code})"
        return _failed(f"its process {how}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        pipe.close()
    process.wait()


def _wait(descriptor: int, event: int, deadline: Deadline) -> None:
    """Until there is something to read or room to write, or the other end is closed. Raises past the deadline."""
    waiting = select.poll()
    waiting.register(descriptor, event)
    while True:
        left = max(0, deadline.left + _PATIENCE)
        if waiting.poll(min(left, _LONGEST_POLL) * 1000):
            return
        if not left:
            raise deadline.passed()


def _failed(what: str) -> MatcherFailedError:
    return matcher_failed("durable_rules", what)
