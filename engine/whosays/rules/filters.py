"""What the filters of a program mean: tests on the values that integers stand for."""

from __future__ import annotations

import fnmatch
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Protocol

from whosays.facts import times
from whosays.facts.elapsed import elapsed
from whosays.facts.places import distance
from whosays.facts.ranges import compared
from whosays.facts.times import UNKNOWN, Time
from whosays.facts.travel import speed_needed
from whosays.rules.lower_tests import UNIT

if TYPE_CHECKING:
    from whosays.facts.vocabulary import Place

_TIME_TESTS = {
    f"{mode}_{word}": getattr(times, f"{mode}_{word}")
    for mode in ("certainly", "possibly")
    for word in ("before", "after", "overlaps", "contains", "during")
}


class Values(Protocol):
    """What integers stand for."""

    def text(self, number: int) -> str:
        """The text an integer stands for, in a column of texts."""

    def time(self, number: int) -> Time:
        """The time an integer stands for, in a column of times."""

    def place(self, number: int) -> Place:
        """The place an integer stands for, in a column of places."""


def holds(name: str, arguments: tuple[int, ...], values: Values) -> bool:
    """Whether a filter of a program holds for these integers."""
    if name in _TIME_TESTS:
        return bool(_TIME_TESTS[name](values.time(arguments[0]), values.time(arguments[1])))
    if name in {"certainly_outside", "possibly_outside"}:
        opposite = "possibly_during" if name == "certainly_outside" else "certainly_during"
        return not holds(opposite, arguments, values)
    if name == "matches":
        return _glob(values.text(arguments[1])).fullmatch(_folded(values.text(arguments[0]))) is not None
    if name in {"known_time", "unknown_time"}:
        return (values.time(arguments[0]) != UNKNOWN) == (name == "known_time")
    mode, measure, comparison = name.split("_", 2)
    size, certainly = arguments[-1] / UNIT, mode == "certainly"
    return _measured(measure, comparison, arguments[:-1], size, values, certainly=certainly)


def _measured(
    measure: str, comparison: str, arguments: Sequence[int], size: float, values: Values, *, certainly: bool
) -> bool:
    """Whether a distance, an elapsed time or a speed compares so with a size."""
    if measure == "elapsed":
        return elapsed(values.time(arguments[0]), values.time(arguments[1]), comparison, size, certainly=certainly)
    if measure == "distance":
        return compared(distance(*map(values.place, arguments)), comparison, size, certainly=certainly)
    start, end, leaving, arriving = arguments
    found = speed_needed(values.place(start), values.place(end), values.time(leaving), values.time(arriving))
    return compared(found, comparison, size, certainly=certainly)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


@cache
def _glob(pattern: str) -> re.Pattern[str]:
    # fnmatch also knows [..]; in a rule only * and ? are special.
    return re.compile(fnmatch.translate(re.sub(r"\[", "[[]", _folded(pattern))))
