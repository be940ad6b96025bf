"""The reference matcher, as far as it gets in a few seconds: it tries every row for every atom, each round again."""

from __future__ import annotations

from tests.reference_matcher import Bindings, ReferenceMatcher, ReferenceSession
from whosays.deadline import NO_DEADLINE, Deadline
from whosays.match.matcher import Row
from whosays.problems import Mark, Problem, ProblemsError
from whosays.rules.program import Atom, Program, Stratum

TRIES = 1_000_000
"""Rows that may be held against atoms for a program, over all its rounds."""


class BoundedReference(ReferenceMatcher):
    """The reference matcher for one program. Raises ProblemsError where it takes too many tries."""

    def __init__(self) -> None:
        self.left = TRIES

    def open(self, program: Program, stratum: Stratum, deadline: Deadline = NO_DEADLINE) -> ReferenceSession:  # noqa: ARG002
        return _BoundedSession(self, program, stratum)


class _BoundedSession(ReferenceSession):
    def __init__(self, matcher: BoundedReference, program: Program, stratum: Stratum) -> None:
        super().__init__(program, stratum)
        self.matcher = matcher

    def unify(self, atom: Atom, row: Row, bindings: Bindings) -> Bindings | None:
        self.matcher.left -= 1
        if self.matcher.left < 0:
            message = f"more than {TRIES:,} rows would have to be tried"
            raise ProblemsError([Problem("too-many-tries", message, Mark("reference"))])
        return super().unify(atom, row, bindings)
