"""The flight data as rows of values: each site writes times and gates its own way; here they are read alike.

Times are those on the clock of the airport, whatever zone a site names. A gate is what stands after the terminal. What
names no time or no gate ("Not Available", a terminal alone) is no value.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from whosays.interchange.value_rows import ValueRow

YEAR = 2011
ATTRIBUTES = (
    "scheduled departure",
    "actual departure",
    "departure gate",
    "scheduled arrival",
    "actual arrival",
    "arrival gate",
)
GATES = {"departure gate", "arrival gate"}
Gold = dict[tuple[str, str], str]
"""The right value by (object, attribute)."""

_MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_MONTHS = {name: number for number, name in enumerate(_MONTH.strip("()").split("|"), 1)}
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)\s*([ap]|midnight|noon)?", re.IGNORECASE)
_ZONE = re.compile(r"\([+-]\d.*")
_DAYS = (  # month and day, or day and month, the first form that is there
    (re.compile(_MONTH + r"[a-z]*\.?\s*(\d{1,2})(?!\d)", re.IGNORECASE), (1, 2)),
    (re.compile(r"(\d{1,2})-" + _MONTH, re.IGNORECASE), (2, 1)),
    (re.compile(r"(?:.*\s)?(\d{1,2})/(\d{1,2})(?:/\d{2,4})?"), (1, 2)),  # of two dates the later one in the text
    (re.compile(r"\d{4}-(\d\d)-(\d\d)"), (1, 2)),
    (re.compile(r"(\d\d)-(\d\d)-\d\d"), (1, 2)),
)


def days(folder: Path) -> tuple[int, ...]:
    """The days of December 2011 that there are claims of."""
    return tuple(sorted(int(file.name.split(".")[0][-2:]) for file in folder.glob("claims_201112??.tsv.gz")))


def rows_of(folder: Path, day: int) -> Iterator[ValueRow]:
    """What the sites say of the flights of a day; of a site's second row on a flight only what is new."""
    seen: set[tuple[str, str, str]] = set()
    with gzip.open(folder / f"claims_201112{day:02}.tsv.gz", "rt", encoding="utf-8", errors="replace") as lines:
        for line in lines:
            source, flight, *cells = line.rstrip("\n").split("\t")
            for attribute, value in _values(cells, day):
                key = (source, flight, attribute)
                if key not in seen:
                    seen.add(key)
                    yield ValueRow(_object(flight, day), attribute, value, source)


def gold_of(folder: Path, day: int) -> Gold:
    """What the airlines say of a hundred flights of a day."""
    gold: Gold = {}
    with (folder / f"gold_201112{day:02}.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            flight, *cells = line.rstrip("\n").split("\t")
            gold |= {(_object(flight, day), attribute): value for attribute, value in _values(cells, day)}
    return gold


def _object(flight: str, day: int) -> str:
    return f"{flight} of {YEAR}-12-{day:02}"


def _values(cells: list[str], day: int) -> Iterator[tuple[str, str]]:
    for attribute, cell in zip(ATTRIBUTES, cells, strict=True):
        value = gate(cell) if attribute in GATES else time(cell, day)
        if value:
            yield attribute, value


def time(text: str, day: int) -> str:
    """A time as `2011-12-01T14:05`; empty where there is none. A time without a date is of that day of December."""
    text = _ZONE.sub("", text)
    clock = _CLOCK.search(text)
    if clock is None:
        return ""
    half = (clock[3] or "").lower()
    hour, minute = int(clock[1]), int(clock[2])
    if half == "p" and hour < 12:
        hour += 12
    elif half in {"a", "midnight"} and hour == 12:
        hour = 0
    month, day = _day(f"{text[: clock.start()]} {text[clock.end() :]}") or (12, day)
    try:
        moment = datetime(YEAR if month > 6 else YEAR + 1, month, day, hour, minute)
    except ValueError:
        return ""
    return moment.isoformat(timespec="minutes")


def _day(text: str) -> tuple[int, int] | None:
    for shape, (month, day) in _DAYS:
        if found := shape.search(text):
            name = found[month].lower()
            return (_MONTHS[name] if name in _MONTHS else int(name)), int(found[day])
    return None


def gate(text: str) -> str:
    """A gate in capital letters and digits alone; empty where there is none."""
    text = text.strip()
    if not text or "not" in text.lower():
        return ""
    if " - " in text:
        text = text.rsplit(" - ", 1)[1]
    elif "term" in text.lower():
        return ""
    return re.sub(r"[^A-Z0-9]", "", text.split("/")[0].upper())
