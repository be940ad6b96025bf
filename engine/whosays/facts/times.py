"""Times that may be imprecise, and what can be said for certain about two of them.

A time has a start and an end, each somewhere between an earliest and a latest second. A *moment* is one instant: its
start and end are the same. `certainly_x(a, b)` holds in every reading of the two, `possibly_x(a, b)` in at least one;
so "not possibly" is "certainly not". `possibly_` may be generous, `certainly_` never is.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whosays.facts.timetext import Granule, UnreadableTimeError, read_granule

if TYPE_CHECKING:
    from whosays.facts.entry import Ends
    from whosays.facts.vocabulary import Span

_KEPT = 2**14  # texts whose times are kept: a process that judges for months meets ever new ones

ALWAYS_BEFORE = -(2**61)
"""The start of a period without a start."""
ALWAYS_AFTER = 2**61
"""The end of a period without an end."""


@dataclass(frozen=True, slots=True, order=True)
class Time:
    """Seconds since 1970-01-01 00:00 UTC, each end inclusive; dates without a zone are UTC."""

    start_earliest: int
    start_latest: int
    end_earliest: int
    end_latest: int

    @property
    def is_exact(self) -> bool:
        """Whether start and end are known to the second."""
        return self.start_earliest == self.start_latest and self.end_earliest == self.end_latest


UNKNOWN = Time(-(2**62), 2**62, -(2**62), 2**62)
"""A time of which nothing is known: everything is possible, nothing certain."""


@functools.lru_cache(_KEPT)
def read_moment(text: str) -> Time:
    """One instant somewhere in what the text names. Raises UnreadableTimeError."""
    first, last = _granules(text)
    return Time(first.earliest, last.latest, first.earliest, last.latest)


def read_period(text: str | Span | Ends) -> Time:
    """A stretch of time.

    A date, month or year is the whole of it; "early 2014" or "c. 1944" lies somewhere inside. Of a span, ends given by
    the day or finer are exact, coarser ones lie somewhere in what they name. Raises UnreadableTimeError.
    """
    return _period(text) if isinstance(text, str) else _span(text.from_, text.to)


@functools.lru_cache(_KEPT)
def _period(text: str) -> Time:
    first, last = _granules(text)
    if first is not last:
        return _between(first, last)
    if first.is_vague:
        return Time(first.earliest, first.latest, first.earliest, first.latest)
    return Time(first.earliest, first.earliest, first.latest, first.latest)


@functools.lru_cache(_KEPT)
def _span(from_: str | None, to: str | None) -> Time:
    if from_ is None and to is None:
        raise UnreadableTimeError("this period has neither `from` nor `to`", "give one, or leave it out")
    return _between(read_granule(from_) if from_ is not None else None, read_granule(to) if to is not None else None)


def _granules(text: str) -> tuple[Granule, Granule]:
    """A single granule twice, or the two sides of `a/b`."""
    if text.count("/") != 1 or text.lower().startswith("winter"):
        granule = read_granule(text)
        return granule, granule
    left, _, right = text.partition("/")
    first, last = read_granule(left), read_granule(right)
    _between(first, last)  # for its check that they are in order
    return first, last


def _between(first: Granule | None, last: Granule | None) -> Time:
    start = (ALWAYS_BEFORE, ALWAYS_BEFORE)
    end = (ALWAYS_AFTER, ALWAYS_AFTER)
    if first:
        start = (first.earliest, first.latest if first.is_coarse else first.earliest)
    if last:
        end = (last.earliest if last.is_coarse else last.latest, last.latest)
    if start[0] > end[1]:
        raise UnreadableTimeError("this period ends before it begins", "exchange the two ends", code="time-order")
    # No start is after the end, so an imprecise end narrows the other one.
    return Time(start[0], min(start[1], end[1]), max(end[0], start[0]), end[1])


def certainly_before(a: Time, b: Time) -> bool:
    """Whether `a` is over before `b` begins, in every reading."""
    return a.end_latest < b.start_earliest


def possibly_before(a: Time, b: Time) -> bool:
    """Whether `a` is over before `b` begins, in some reading."""
    return a.end_earliest < b.start_latest


def certainly_after(a: Time, b: Time) -> bool:
    """Whether `a` begins after `b` is over, in every reading."""
    return certainly_before(b, a)


def possibly_after(a: Time, b: Time) -> bool:
    """Whether `a` begins after `b` is over, in some reading."""
    return possibly_before(b, a)


def certainly_overlaps(a: Time, b: Time) -> bool:
    """Whether `a` and `b` share a second, in every reading."""
    return a.start_latest <= b.end_earliest and b.start_latest <= a.end_earliest


def possibly_overlaps(a: Time, b: Time) -> bool:
    """Whether `a` and `b` share a second, in some reading."""
    return a.start_earliest <= b.end_latest and b.start_earliest <= a.end_latest


def certainly_contains(a: Time, b: Time) -> bool:
    """Whether `b` lies wholly in `a`, in every reading."""
    return a.start_latest <= b.start_earliest and b.end_latest <= a.end_earliest


def possibly_contains(a: Time, b: Time) -> bool:
    """Whether `b` lies wholly in `a`, in some reading."""
    start = max(a.start_earliest, b.start_earliest)
    end = min(a.end_latest, b.end_latest)
    return start <= min(b.start_latest, end) and max(start, b.end_earliest) <= end


def certainly_during(a: Time, b: Time) -> bool:
    """Whether `a` lies wholly in `b`, in every reading."""
    return certainly_contains(b, a)


def possibly_during(a: Time, b: Time) -> bool:
    """Whether `a` lies wholly in `b`, in some reading."""
    return possibly_contains(b, a)
