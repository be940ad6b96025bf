"""How fast somebody had to be who was at one place at one time and at another place at another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from whosays.facts.elapsed import gap
from whosays.facts.places import distance
from whosays.facts.ranges import Range
from whosays.facts.times import Time

if TYPE_CHECKING:
    from whosays.facts.vocabulary import Place

_SECONDS_AN_HOUR = 3600


def speed_needed(a: Place, b: Place, leaving: Time, arriving: Time) -> Range | None:
    """Kilometres an hour from the nearest points in the longest time to the farthest in the shortest; None: not known.

    A way takes as long there as back, so that it makes no difference which of the two times comes first. In no time at
    all only somebody who stays can be at both places: else no speed is enough.
    """
    way = distance(a, b)
    if way is None:
        return None
    time = gap(leaving, arriving)
    return Range(_speed(way.least, time.most), _speed(way.most, time.least))


def _speed(kilometres: float, seconds: float) -> float:
    if kilometres == 0:
        return 0.0
    return kilometres * _SECONDS_AN_HOUR / seconds if seconds else math.inf
