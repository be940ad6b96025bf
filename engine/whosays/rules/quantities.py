"""Sizes with a unit, as rules write them: "25 km", "900 km/h", "3 days"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from whosays.rules.syntax import MeasureWord

_SIZE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?) ?([a-z/]+)")


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """What can be measured: what it is called, what it is compared with, its units, and words that are none."""

    name: str
    compared_with: str
    example: str
    units: Mapping[str, float]
    no_units: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str) -> float | None:
        """The size in the unit that counts as 1; None where it is not written so."""
        match = _SIZE.fullmatch(text)
        return float(match[1]) * self.units[match[2]] if match and match[2] in self.units else None

    def hint(self, text: str) -> str:
        """How to write what cannot be read."""
        return self.no_units.get(
            text.lstrip("0123456789. ").removesuffix("s"), f'such as "{self.example}"; units: {", ".join(self.units)}'
        )


_NO_LENGTH = "has no fixed length: write days or weeks"

QUANTITIES: Mapping[MeasureWord, Quantity] = {
    "distance": Quantity("a distance", "a length", "25 km", {"km": 1, "m": 0.001}),
    "travel": Quantity("the speed of travel", "a speed", "900 km/h", {"km/h": 1, "m/s": 3.6}),
    "elapsed": Quantity(
        "an elapsed time",
        "a length of time",
        "3 days",
        {
            **dict.fromkeys(("min", "minute", "minutes"), 60),
            **dict.fromkeys(("h", "hour", "hours"), 3600),
            **dict.fromkeys(("day", "days"), 86_400),
            **dict.fromkeys(("week", "weeks"), 7 * 86_400),
        },
        {"month": f"a month {_NO_LENGTH}", "year": f"a year {_NO_LENGTH}"},
    ),
}
"""What each measure is compared with: kilometres, kilometres an hour, seconds."""
