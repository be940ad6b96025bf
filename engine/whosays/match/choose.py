"""Which matcher takes a case."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import Literal, get_args

from whosays.match.matcher import Matcher, MatcherFailedError, Unavailable
from whosays.problems import Mark, Problem, ProblemsError, suggest
from whosays.rules.program import Program

Wanted = Literal["auto", "durable", "duckdb"]
"""What a user may ask for; `auto` is durable_rules where it can take the case, else DuckDB."""
WANTED: tuple[Wanted, ...] = get_args(Wanted)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The matcher for a case; `note` says why, where it is not the one that is usually taken."""

    matcher: Matcher
    note: str = ""


class Matchers:
    """The matchers of a process: each is made when it is first needed, and kept for the cases that follow.

    With `isolate`, durable_rules works in a process of its own, so that its death is not ours.
    """

    def __init__(self, wanted: Wanted = "auto", *, isolate: bool = False) -> None:
        if wanted not in WANTED:
            hint = suggest(wanted, WANTED, "one of")
            raise ProblemsError([Problem("no-matcher", f'no matcher is called "{wanted}"', Mark("matcher"), hint=hint)])
        self._wanted = wanted
        self._isolate = isolate
        self._durable: Matcher | Unavailable | None = None
        self._duckdb: Matcher | None = None

    def choose(self, program: Program, row_count: int, largest_value: int) -> Chosen:
        """The matcher for a program over so many rows. Raises ProblemsError where the one that is wanted can't."""
        if self._wanted == "duckdb":
            return Chosen(self._relational())
        durable = self._interactive()
        why = durable.why if isinstance(durable, Unavailable) else durable.refuses(program, row_count, largest_value)
        if isinstance(durable, Unavailable) or why:
            if self._wanted == "durable":
                raise _refused(why)
            return Chosen(self._relational(), _note(why))
        return Chosen(durable)

    def instead(self, failed: Matcher, error: MatcherFailedError) -> Chosen:
        """Another matcher for a case on which one has failed. Raises the error again where there is no other."""
        if self._wanted != "auto" or failed is self._duckdb:
            raise error
        return Chosen(self._relational(), _note(error.problems[0].message))

    def close(self) -> None:
        """Give back what the matchers hold, a process of their own included; they are made anew when needed."""
        made, self._durable, self._duckdb = (self._durable, self._duckdb), None, None
        for each in made:
            if each is not None and not isinstance(each, Unavailable):
                each.close()

    def _interactive(self) -> Matcher | Unavailable:
        if self._durable is None:
            self._durable = durable_matcher(isolate=self._isolate)
        return self._durable

    def _relational(self) -> Matcher:
        if self._duckdb is None:
            # Not at the top: DuckDB and SQLGlot take longer to import than most cases to judge.
            try:
                from whosays.match.duckdb_matcher import DuckdbMatcher  # noqa: PLC0415
            except ImportError as error:
                raise _refused(f"DuckDB does not load: {error}") from error
            self._duckdb = DuckdbMatcher()
        return self._duckdb


class Only(Matchers):
    """Just this matcher, whatever the case."""

    def __init__(self, matcher: Matcher) -> None:
        super().__init__()
        self._matcher = matcher

    def choose(self, program: Program, row_count: int, largest_value: int) -> Chosen:
        """The matcher. Raises ProblemsError where it refuses."""
        if why := self._matcher.refuses(program, row_count, largest_value):
            raise _refused(why)
        return Chosen(self._matcher)

    def instead(self, failed: Matcher, error: MatcherFailedError) -> Chosen:  # noqa: ARG002
        """There is no other."""
        raise error


def durable_matcher(*, isolate: bool = False) -> Matcher | Unavailable:
    """The durable_rules matcher, or why it cannot be used on this machine."""
    if importlib.util.find_spec("durable_rules_engine") is None:
        return Unavailable("durable", "durable_rules is not installed (it takes Python 3.12 or older and a C compiler)")
    try:
        # Not at the top: a machine without the engine must get this far.
        from whosays.match.durable import DurableMatcher  # noqa: PLC0415
        from whosays.match.isolated import IsolatedMatcher  # noqa: PLC0415
    except ImportError as error:
        return Unavailable("durable", f"durable_rules does not load: {error}")
    return IsolatedMatcher() if isolate else DurableMatcher()


def _note(why: str) -> str:
    return f"{why}; DuckDB matches the rules instead"


def _refused(why: str) -> ProblemsError:
    hint = "let whosays choose the matcher (--matcher auto), or split what is too large"
    return ProblemsError(
        [Problem("no-matcher", f"this matcher cannot take the case: {why}", Mark("matcher"), hint=hint)]
    )
