"""What a matcher is: it joins rows. Rounds, filters, deduplication and proofs are not its business (see conclude)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from whosays.deadline import NO_DEADLINE, Deadline
from whosays.problems import Mark, Problem, ProblemsError
from whosays.rules.program import Program, Stratum


class Row(NamedTuple):
    """A row of a relation. `number` is unique in a run; `values` stand in the order of the relation's columns."""

    number: int
    relation: str
    values: tuple[int | None, ...]


class Match(NamedTuple):
    """The stratum's rule at index `rule` matched `rows`: the number of one row for each atom of its body, in order."""

    rule: int
    rows: tuple[int, ...]


class Session(Protocol):
    """One stratum at work on one case."""

    def feed(self, rows: Sequence[Row], due: Sequence[int] | None = None) -> list[Match]:
        """Take rows and give matches of the rules that are `due`, by their indices; of all rules if none are named.

        After it, every match of these rules among the rows so far has been given, by this feed or an earlier one; in
        any order, none twice. A rule that has been due is so until it has had all rows that it can match. Matches of
        other rules may be given as well.

        Atoms, comparisons and negated atoms are respected; filters are left to the caller. The first feed holds all
        rows of the relations that the stratum does not derive, so that negation sees them complete.
        """

    def close(self) -> None:
        """Give back what the session holds."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Matcher(Protocol):
    """Opens sessions. All matchers give the same matches; they differ in what they can take and in speed."""

    name: str

    def open(self, program: Program, stratum: Stratum, deadline: Deadline = NO_DEADLINE) -> Session:
        """A session for one stratum of a program, with no rows yet; fed past the deadline it raises ProblemsError."""

    def refuses(self, program: Program, row_count: int, largest_value: int) -> str:
        """Why this matcher cannot take a program over that many rows; empty if it can."""

    def close(self) -> None:
        """Give back what it holds; sessions must be closed before."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """A matcher that cannot be used here, and why."""

    name: str
    why: str


class MatcherFailedError(ProblemsError):
    """A matcher could not do its work on a case that it did not refuse; another one may."""


def matcher_failed(name: str, what: str, mark: Mark | None = None) -> MatcherFailedError:
    """The problem that the matcher of this name could not do its work."""
    message = f"{name} could not match the rules: {what}"
    hint = "split the case into smaller ones; if it is small already, please report this"
    return MatcherFailedError([Problem("matcher-failed", message, mark or Mark(name), hint=hint)])
