"""What the isolated matcher and its worker process say to each other: pickles, each with its length in front.

Both ends are this package, started by the same user, and nobody else holds the pipes: so pickle is safe here.
"""

from __future__ import annotations

import pickle
import struct
from typing import Any, NamedTuple

from whosays.deadline import Deadline
from whosays.problems import Problem

LENGTH = struct.Struct("=Q")
"""The length of a message, in bytes."""


class Request(NamedTuple):
    """A method of `worker.Service`, what it is called with, and until when."""

    method: str
    arguments: tuple[Any, ...]
    deadline: Deadline


class Reply(NamedTuple):
    """What the method returned; or the problems it raised, and whether it did so as a matcher that failed."""

    value: Any = None
    problems: tuple[Problem, ...] = ()
    failed: bool = False


def packed(message: Request | Reply) -> bytes:
    """A message as it goes through a pipe."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(body)) + body
