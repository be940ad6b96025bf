"""How long it is from one time to another, as far as their imprecision lets us say. In seconds."""

from __future__ import annotations

from whosays.facts.ranges import Range, compared
from whosays.facts.times import Time


def gap(a: Time, b: Time) -> Range:
    """The seconds that lie between two times, whichever comes first; 0 where they share a moment."""
    least = max(0, b.start_earliest - a.end_latest, a.start_earliest - b.end_latest)
    most = max(0, b.start_latest - a.end_earliest, a.start_latest - b.end_earliest)
    return Range(least, most)


def elapsed(a: Time, b: Time, comparison: str, seconds: float, *, certainly: bool) -> bool:
    """Whether the time from the end of `a` to the start of `b` compares so, in every reading or in some.

    It is 0 where they share a moment. Where `b` is over before `a` begins nothing has elapsed, and nothing compares.
    """
    in_order = b.end_earliest >= a.start_latest if certainly else b.end_latest >= a.start_earliest
    between = Range(max(0, b.start_earliest - a.end_latest), max(0, b.start_latest - a.end_earliest))
    return in_order and compared(between, comparison, seconds, certainly=certainly)
