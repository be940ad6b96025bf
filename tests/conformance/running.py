"""Running cases of the corpus with the matchers, each program once a matcher."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from datalog_conformance import TestCase

from tests.conformance.bounded_reference import BoundedReference
from tests.conformance.corpus import CaseName, clauses_of, expected_rows, underivable
from tests.conformance.datalog import Clauses, OutsideError, constant
from tests.conformance.translation import Rows, Translation, only_negated, translate
from whosays.conclude import Derivation, conclude
from whosays.match.choose import durable_matcher
from whosays.match.duckdb_matcher import MATCHES as USUAL_MATCHES
from whosays.match.duckdb_matcher import DuckdbMatcher
from whosays.match.matcher import Matcher, Unavailable
from whosays.problems import ProblemsError
from whosays.rules.strata import NegationCycle

MATCHERS: Mapping[str, Callable[[], Matcher | Unavailable]] = {
    "reference": BoundedReference,
    "durable": durable_matcher,
    "duckdb": lambda: DuckdbMatcher(MATCHES if has_room() else USUAL_MATCHES),
}
MATCHES, ROWS, ROOM = 60_000_000, 10_000_000, 12 * 2**30
"""One program of the corpus has 40 million matches, which take 7 GB; where there is no such room, it is skipped."""


Kind = Literal["passed", "failed", "skipped", "outside"]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a matcher made of a program: its rows, and a digest of all rows, proofs and rounds."""

    model: Mapping[str, Rows]
    digest: str


@dataclass(frozen=True, slots=True)
class Status:
    """How a case fared: outside the fragment, or in it and passed, failed or skipped, as the matcher cannot take it."""

    kind: Kind
    why: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A program and the rows that predicates of it must have."""

    clauses: Clauses
    expected: tuple[tuple[str, Rows], ...]


@cache
def status_of_case(name: CaseName, matcher: str) -> Status:
    """How a case of the corpus fares with a matcher."""
    return status(question(name), matcher)


@lru_cache(maxsize=4)
def question(name: CaseName) -> Question | Status:
    """What a case of the corpus asks of the matchers, or how it fares with all of them."""
    return question_of(name.load())


def has_room() -> bool:
    """Whether there is memory enough for all of the corpus."""
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") > ROOM


def question_of(case: TestCase) -> Question | Status:
    """What a case asks."""
    try:
        clauses = clauses_of(case)
        made = _translated(clauses)
        if case.expect_error is not None:
            return _refusal(case.expect_error, clauses, made)
        if isinstance(made, NegationCycle):
            return Status("outside", "recursion through negation")
        if name := underivable(case, clauses):
            return Status("outside", f"nothing that is shown derives {name}")
        expected = expected_rows(case)
    except OutsideError as error:
        return Status("outside", error.why)
    return Question(
        clauses,
        tuple((name, frozenset(tuple(constant(each) for each in row) for row in rows)) for name, rows in expected),
    )


def status(asked: Question | Status, matcher: str) -> Status:
    """What a matcher answers."""
    if isinstance(asked, Status):
        return asked
    ran = run(asked.clauses, matcher)
    if isinstance(ran, str):
        return Status("skipped", ran)
    for predicate, wanted in asked.expected:
        found = ran.model.get(predicate, frozenset())
        if found != wanted:
            missing, surplus = len(wanted - found), len(found - wanted)
            return Status("failed", f"{predicate} lacks {missing} rows and has {surplus} that it should not have")
    return Status("passed")


@cache
def run(clauses: Clauses, matcher_name: str) -> Ran | str:
    """What a matcher makes of some clauses that have strata, or why it does not take them."""
    made = _translated(clauses)
    assert isinstance(made, Translation)
    matcher = MATCHERS[matcher_name]()
    if isinstance(matcher, Unavailable):
        return matcher.why
    if why := matcher.refuses(made.program, made.row_count, len(made.constants)):
        return why
    try:
        derivation = conclude(made.program, made.ground, matcher, limit=ROWS)
    except ProblemsError as error:
        return "; ".join(problem.message for problem in error.problems)
    return Ran(made.model(derivation), _digest(derivation))


@lru_cache(maxsize=4)
def _translated(clauses: Clauses) -> Translation | NegationCycle:
    return translate(clauses)


def _digest(derivation: Derivation) -> str:
    found = hashlib.sha256()
    for parts in (derivation.rows.items(), derivation.proofs, derivation.rounds):
        for part in parts:
            found.update(repr(part).encode())
    return found.hexdigest()


def _refusal(expected: str, clauses: Clauses, made: Translation | NegationCycle) -> Status:
    """What becomes of a program that must be refused; one that is unsafe does not get here."""
    if isinstance(made, NegationCycle):
        return Status("passed") if "negation" in expected else Status("failed", f"refused, but not for {expected}")
    if variable := only_negated(clauses):
        return Status("outside", f"must be refused, as {variable} stands in a negated atom only")
    return Status("failed", f"not refused, though it should be for {expected}")
