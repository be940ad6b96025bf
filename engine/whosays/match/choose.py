"""Which matcher takes a case."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from whosays.match.matcher import Matcher, Unavailable
from whosays.problems import Mark, Problem, ProblemsError

if TYPE_CHECKING:
    from whosays.rules.grounding import GroundedCase
    from whosays.rules.program import Program


def durable_matcher() -> Matcher | Unavailable:
    """The durable_rules matcher, or why it cannot be used on this machine."""
    if importlib.util.find_spec("durable_rules_engine") is None:
        return Unavailable("durable", "durable_rules is not installed (it takes Python 3.12 or older and a C compiler)")
    try:
        # Not at the top: a machine without the engine must get this far.
        from whosays.match.durable import DurableMatcher  # noqa: PLC0415
    except ImportError as error:
        return Unavailable("durable", f"durable_rules does not load: {error}")
    return DurableMatcher()


def choose_matcher(program: Program, grounded: GroundedCase) -> Matcher:
    """The matcher for a program and a case. Raises ProblemsError where none can take them."""
    matcher = durable_matcher()
    if isinstance(matcher, Unavailable):
        raise ProblemsError(
            [_no_matcher(grounded, matcher.why, "use Python 3.11 or 3.12 and install durable_rules 2.0.28")]
        )
    rows = sum(len(rows) for rows in grounded.rows.values())
    why = matcher.refuses(program, rows, grounded.largest)
    if why:
        raise ProblemsError(
            [_no_matcher(grounded, why, "split the case, or the rule that is named, into smaller ones")]
        )
    return matcher


def _no_matcher(grounded: GroundedCase, why: str, hint: str) -> Problem:
    return Problem("no-matcher", f"no matcher can take this case: {why}", Mark(grounded.case.id), hint=hint)
