"""How two values of one attribute stand to each other: the same, one finer than the other, or in conflict."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache
from pathlib import Path

from whosays.problems import Mark, Problem

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?")


class Stand(Enum):
    """How the first of two values stands to the second."""

    SAME = "same"
    """Equal, or as near to each other as counts as equal."""
    FINER = "finer"
    """It says what the other says, and more."""
    COARSER = "coarser"
    EXCLUDES = "excludes"
    """Both cannot be right."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What counts as a conflict.

    Times as near as `minutes` are the same. With a `separator` values are lists: one that holds all of another is
    finer. With `around`, which gives the places that a place lies in, the inner place is finer.
    """

    minutes: int = 0
    separator: str = ""
    around: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def stand(self, first: str, second: str) -> Stand:
        """How the first value stands to the second."""
        if first == second:
            return Stand.SAME
        if self.minutes:
            start, end = moment(first), moment(second)
            if start is not None and end is not None:
                return Stand.SAME if abs(start - end) <= timedelta(minutes=self.minutes) else Stand.EXCLUDES
        if self.separator:
            here, there = _members(first, self.separator), _members(second, self.separator)
            if here == there:
                return Stand.SAME
            if here > there or here < there:
                return Stand.FINER if here > there else Stand.COARSER
        if second in self.around.get(first, ()):
            return Stand.FINER
        if first in self.around.get(second, ()):
            return Stand.COARSER
        return Stand.EXCLUDES


@lru_cache(maxsize=65_536)
def moment(value: str) -> datetime | None:
    """A date with a time of day, as `2011-12-01T14:05`; None where the value is none."""
    if _MOMENT.fullmatch(value) is None:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


@lru_cache(maxsize=65_536)
def _members(value: str, separator: str) -> frozenset[str]:
    return frozenset(part for each in value.split(separator) if (part := each.strip()))


def enclosing(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """The places that each place lies in, through any number of steps, from rows (place, place around it)."""
    around: dict[str, set[str]] = {}
    for inner, outer in pairs:
        around.setdefault(inner, set()).add(outer)
    found: dict[str, frozenset[str]] = {}
    for place, outside in around.items():
        waiting, seen = list(outside), set[str]()
        while waiting:
            outer = waiting.pop()
            if outer not in seen:
                seen.add(outer)
                waiting += around.get(outer, ())
        found[place] = frozenset(seen - {place})
    return found


def read_places(path: str | Path) -> dict[str, frozenset[str]] | Problem:
    """The places around each place, from a .csv file with the columns place and within; a row each step."""
    mark = Mark(str(path))
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            if not {"place", "within"} <= set(reader.fieldnames or ()):
                return Problem("no-columns", 'the columns "place" and "within" are needed', Mark(str(path), 1, 1))
            return enclosing(
                (row["place"].strip(), row["within"].strip()) for row in reader if row["place"] and row["within"]
            )
    except UnicodeDecodeError:
        return Problem("not-utf-8", "this file is not UTF-8", mark, hint="save the file as UTF-8")
    except (OSError, ValueError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return Problem("not-readable", f"this cannot be read: {reason}", mark)
