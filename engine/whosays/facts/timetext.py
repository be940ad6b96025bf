"""Dates and times as analysts write them, each as the stretch of time that it names."""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

_DAY = 86_400
_EPOCH = datetime.date(1970, 1, 1).toordinal()
_EXAMPLES = 'write it like 2014-11-02, 2014-11-02T14:30Z, 2014-11, 2014, "early 2014", "autumn 2014" or "c. 1944"'

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH_WORDS = {**_MONTHS, **{name[:3]: number for name, number in _MONTHS.items()}, "sept": 9}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}  # the first of three months, northern half of the earth
_PARTS = {"early": 0, "mid": 1, "late": 2}

Precision = Literal["time", "day", "month", "year"]


class UnreadableTimeError(ValueError):
    """A text that names no time: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str = _EXAMPLES, code: str = "unreadable-time") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code


@dataclass(frozen=True, slots=True)
class Granule:
    """From the first to the last second that a text can mean; `is_vague` if it does not say which part of them."""

    earliest: int
    latest: int
    precision: Precision
    is_vague: bool = False

    @property
    def is_coarse(self) -> bool:
        """Whether it leaves open on which day something began or ended."""
        return self.is_vague or self.precision in ("month", "year")


@functools.cache
def read_granule(text: str) -> Granule:
    """The stretch of time that a text names. Raises UnreadableTimeError."""
    words = " ".join(text.replace(",", " ").lower().split())
    if len(words) <= 60:
        for pattern, reader in _FORMS:
            if found := pattern.fullmatch(words):
                return reader(found)
    raise UnreadableTimeError(f'"{text[:60]}" is no date or time that is known here', _hint(words))


def _hint(words: str) -> str:
    if (found := re.fullmatch(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})", words)) and int(found[2]) <= 12:
        return f"write {found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?", words):
        return "write the day too: 2014-11-02T14:30"
    if found := re.fullmatch(r"([0-9]{4}[0-9-]*) ?(?:-|–|to|until|/|\.\.\.?) ?([0-9]{4}[0-9-]*)", words):
        return f"a stretch of time is written {{from: {found[1]}, to: {found[2]}}}"
    if re.fullmatch(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}", words):
        return "write year-month-day: 2014-11-02 for the second of November"
    if re.fullmatch(r"winter [0-9]{4}", words):
        year = int(words[-4:])
        return f'write "winter {year - 1}/{year % 100:02}" or "winter {year}/{(year + 1) % 100:02}"'
    if "bc" in words.split() or words.startswith("-") or re.fullmatch(r"[0-9]{5,}(-.*)?", words):
        return "only the years 1 to 9999 can be written"
    return _EXAMPLES


def _time(found: re.Match[str]) -> Granule:
    parts = found.groupdict()
    hour, minute = int(parts["hour"]), int(parts["minute"])
    second = int(parts["second"]) if parts["second"] else 0
    if hour > 23 or minute > 59 or second > 59:
        hint = "hours go from 00 to 23, minutes and seconds from 00 to 59"
        raise UnreadableTimeError(f"there is no time {found['clock']}", hint)
    start = _day(found).earliest + hour * 3600 + minute * 60 + second - _offset(parts["zone"])
    return Granule(start, start if parts["second"] else start + 59, "time")


def _offset(zone: str | None) -> int:
    if zone in (None, "", "z"):
        return 0
    assert zone is not None
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 14 or minutes > 59:
        raise UnreadableTimeError(f"there is no time zone {zone}", "write Z for UTC, or an offset such as +02:00")
    return (hours * 3600 + minutes * 60) * (-1 if zone[0] == "-" else 1)


def _day(found: re.Match[str]) -> Granule:
    year, month = _year_number(found), _month_number(found)
    day, last = int(found["day"]), calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        hint = f"{calendar.month_name[month]} {year} has {last} days"
        raise UnreadableTimeError(f"there is no day {day} in {calendar.month_name[month]} {year}", hint)
    start = _second(year, month, day)
    return Granule(start, start + _DAY - 1, "day")


def _month(found: re.Match[str]) -> Granule:
    year, month = _year_number(found), _month_number(found)
    return Granule(_second(year, month, 1), _after_months(year, month, 1) - 1, "month")


def _year(found: re.Match[str]) -> Granule:
    year = _year_number(found)
    return Granule(_second(year, 1, 1), _after_months(year, 1, 12) - 1, "year")


def _season(found: re.Match[str]) -> Granule:
    year, month = _year_number(found), _SEASONS[found["season"]]
    return Granule(_second(year, month, 1), _after_months(year, month, 3) - 1, "month", is_vague=True)


def _winter(found: re.Match[str]) -> Granule:
    year = _year_number(found)
    if int(found["next"]) % 100 != (year + 1) % 100:
        hint = f'write "winter {year}/{(year + 1) % 100:02}"'
        raise UnreadableTimeError("a winter lies in two years that follow each other", hint)
    return Granule(_second(year, 12, 1), _after_months(year, 12, 3) - 1, "month", is_vague=True)


def _part(found: re.Match[str]) -> Granule:
    """The first, second or last third: four months of a year, ten days of a month."""
    whole, third = read_granule(found["rest"]), _PARTS[found["part"]]
    if whole.is_vague or whole.precision not in ("month", "year"):
        message = f'"{found["part"]}" goes with a month or a year'
        raise UnreadableTimeError(message, 'write "early 2014" or "mid 2014-11"')
    if whole.precision == "year":
        year = _date(whole.earliest).year
        bounds = [_after_months(year, 1, months) for months in (0, 4, 8, 12)]
    else:
        bounds = [whole.earliest, whole.earliest + 10 * _DAY, whole.earliest + 20 * _DAY, whole.latest + 1]
    return Granule(bounds[third], bounds[third + 1] - 1, whole.precision, is_vague=True)


def _about(found: re.Match[str]) -> Granule:
    """One day, month or year more on either side."""
    whole = read_granule(found["rest"])
    if whole.is_vague or whole.precision == "time":
        raise UnreadableTimeError('"c." goes with a day, a month or a year', 'write "c. 1944" or "c. 1944-06"')
    if whole.precision == "day":
        earliest, latest = whole.earliest - _DAY, whole.latest + _DAY
    else:
        first, step = _date(whole.earliest), 1 if whole.precision == "month" else 12
        earliest = _after_months(first.year, first.month, -step)
        latest = _after_months(first.year, first.month, 2 * step) - 1
    return replace(whole, earliest=earliest, latest=latest, is_vague=True)


def _date(seconds: int) -> datetime.date:
    return datetime.date.fromordinal(_EPOCH + seconds // _DAY)


def _second(year: int, month: int, day: int) -> int:
    return (datetime.date(year, month, day).toordinal() - _EPOCH) * _DAY


def _after_months(year: int, month: int, months: int) -> int:
    """The first second of the month so many months later; the ends of the calendar hold it back."""
    number = year * 12 + month - 1 + months
    if number < 12:
        return _second(1, 1, 1)
    if number >= 10_000 * 12:
        return _second(9999, 12, 31) + _DAY
    return _second(number // 12, number % 12 + 1, 1)


def _year_number(found: re.Match[str]) -> int:
    year = int(found["year"])
    if year < 1:
        raise UnreadableTimeError("there is no year 0", "only the years 1 to 9999 can be written")
    return year


def _month_number(found: re.Match[str]) -> int:
    word = found["month"]
    month = int(word) if word.isdigit() else _MONTH_WORDS[word]
    if not 1 <= month <= 12:
        raise UnreadableTimeError(f"there is no month {month}", "write year-month-day: 2014-11-02")
    return month


_YEAR = "(?P<year>[0-9]{4})"
_NAME = f"(?P<month>{'|'.join(sorted(_MONTH_WORDS, key=len, reverse=True))})\\.?"
_DATE = f"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})"
_CLOCK = "(?P<clock>(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(:(?P<second>[0-9]{2}))?)"

_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Granule]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (_DATE, _day),
        (f"{_DATE}[t ]{_CLOCK}(\\.[0-9]{{1,9}})? ?(?P<zone>z|[+-][0-9]{{2}}:?[0-9]{{2}})?", _time),
        (f"{_YEAR}-(?P<month>[0-9]{{2}})", _month),
        (_YEAR, _year),
        (f"(?P<day>[0-9]{{1,2}}) {_NAME} {_YEAR}", _day),
        (f"{_NAME} (?P<day>[0-9]{{1,2}}) {_YEAR}", _day),
        (f"{_NAME} {_YEAR}", _month),
        (f"(?P<season>spring|summer|autumn|fall) {_YEAR}", _season),
        (f"winter {_YEAR} ?[/-] ?(?P<next>[0-9]{{4}}|[0-9]{{2}})", _winter),
        ("(?P<part>early|mid|late)[ -](?P<rest>.+)", _part),
        ("(c\\.|c|ca\\.|ca|circa|about|around) ?(?P<rest>[^c].*)", _about),
    )
)
