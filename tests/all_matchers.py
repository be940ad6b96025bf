"""The matchers that there are on this machine."""

from __future__ import annotations

from tests.reference_matcher import ReferenceMatcher
from whosays.match.choose import durable_matcher
from whosays.match.duckdb_matcher import DuckdbMatcher
from whosays.match.matcher import Matcher, Unavailable


def fast_matchers() -> list[Matcher]:
    """Those that users get: DuckDB, and durable_rules where it loads."""
    durable = durable_matcher()
    return [DuckdbMatcher()] if isinstance(durable, Unavailable) else [durable, DuckdbMatcher()]


def all_matchers() -> list[Matcher]:
    """These, and the one that is obviously right."""
    return [*fast_matchers(), ReferenceMatcher()]
