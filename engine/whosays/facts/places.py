"""How far apart two places are, as far as the case tells."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from whosays.facts.ranges import Range

if TYPE_CHECKING:
    from whosays.facts.vocabulary import Place

EARTH_RADIUS_KM = 6371.0088
_HALF_WAY_ROUND = math.pi * EARTH_RADIUS_KM


def distance(a: Place, b: Place) -> Range | None:
    """The great-circle distance in kilometres, to the metre, between the nearest and between the farthest points.

    None where a place has no point. Without a radius it is a point.
    """
    if a.at is None or b.at is None:
        return None
    centres = great_circle_km(a.at, b.at)
    reach = (read_length(a.radius) if a.radius else 0.0) + (read_length(b.radius) if b.radius else 0.0)
    return Range(round(max(0.0, centres - reach), 3), round(min(_HALF_WAY_ROUND, centres + reach), 3))


def great_circle_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points given as (latitude, longitude) in degrees; haversine on a sphere."""
    latitude_a, latitude_b = math.radians(a[0]), math.radians(b[0])
    half_latitude = (latitude_b - latitude_a) / 2
    half_longitude = math.radians(b[1] - a[1]) / 2
    square = math.sin(half_latitude) ** 2 + math.cos(latitude_a) * math.cos(latitude_b) * math.sin(half_longitude) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, max(0.0, square))))


def read_length(text: str) -> float:
    """Kilometres of "25 km" or "500 m"; the form is checked when the case is read."""
    number = float(text.removesuffix("m").removesuffix("k"))
    return number if text.endswith("km") else number / 1000
