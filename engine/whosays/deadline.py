"""How long the work on a case may take."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Self

from whosays.problems import Mark, Problem, ProblemsError

SECONDS = 300.0
"""The limit for one case, unless the user sets another."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by which a case must be judged. `ends` is on the clock of time.monotonic, in seconds."""

    seconds: float
    ends: float

    @classmethod
    def after(cls, seconds: float) -> Self:
        """A deadline so many seconds from now; 0 is none at all."""
        return cls(seconds, time.monotonic() + seconds if seconds else math.inf)

    @property
    def left(self) -> float:
        """The seconds that are left; negative when it has passed."""
        return self.ends - time.monotonic()

    def check(self) -> None:
        """Raise ProblemsError (time-limit) if it has passed."""
        if self.left < 0:
            raise self.passed()

    def passed(self) -> ProblemsError:
        """The problem that the work took too long."""
        message = f"judging this case took longer than {self.seconds:g} s"
        hint = "give it more time (--time-limit), or split it into smaller cases"
        return ProblemsError([Problem("time-limit", message, Mark("time limit"), hint=hint)])


NO_DEADLINE = Deadline(0, math.inf)
"""For work that ends by itself."""
