"""A value for a field that passes the tests of a rule on it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from whosays.facts.kinds import Field
from whosays.facts.times import read_period
from whosays.facts.timetext import UnreadableTimeError
from whosays.facts.vocabulary import Span
from whosays.rules.syntax import Operand, Test

UNWRITTEN = "to be written"
_DAY = 86_400
_FIRST, _LAST = -62_135_596_800, 253_402_300_799  # seconds of the years 1 to 9999


class NoValueError(Exception):
    """No value is known that passes the tests."""


class LeftOut:
    """The field must have no value."""


LEFT_OUT = LeftOut()


def value_for(field: Field, tests: Sequence[Test], read: Callable[[Operand], Any]) -> Any:
    """A value that passes all the tests, or LEFT_OUT; `read` gives the values of operands, None where unknown.

    Raises NoValueError where it finds none. Whether it does pass is for the engine to say.
    """
    value: Any = None
    refused: list[Any] = []
    for test in tests:
        operands = [read(each) for each in test.operands]
        if test.operator == "known":
            if operands[0] is False:
                return LEFT_OUT
            continue
        if test.operator in {"not", "not_in"}:
            refused += operands
            continue
        if operands[0] is None:
            raise NoValueError
        found = _for_test(field, test.operator, operands)
        value = found if value is None else _agreed(value, found, test.operator)
    if value is None or value in refused:
        value = next((each for each in _some(field) if each not in refused), None)
        if value is None:
            raise NoValueError
    return value


def _for_test(field: Field, operator: str, operands: Sequence[Any]) -> Any:
    first = operands[0]
    match operator:
        case "is" | "in" | "contains" | "overlaps" | "during" | "at_least" | "at_most":
            return first
        case "above" | "below":
            step = 0.01 if isinstance(first, float) or field.type == "number" else 1
            return round(first + step, 6) if operator == "above" else round(first - step, 6)
        case "before" | "after":
            return _day_beside(first, operator)
        case "matches":
            return str(first).replace("*", "x").replace("?", "x")
    raise NoValueError


def _agreed(value: Any, more: Any, operator: str) -> Any:
    """A value that passes one more test, where two of them bound it from both sides."""
    if isinstance(value, int | float) and isinstance(more, int | float) and not isinstance(value, bool):
        if operator in {"below", "at_most"}:
            return min(value, more)
        if operator in {"above", "at_least"}:
            return max(value, more)
    return value


def _day_beside(time: Any, operator: str) -> str:
    """The day before a time begins, or after it is over."""
    span = Span.model_construct(from_=time.get("from"), to=time.get("to")) if isinstance(time, dict) else str(time)
    try:
        read = read_period(span)
    except UnreadableTimeError as error:
        raise NoValueError from error
    second = read.start_earliest - _DAY if operator == "before" else read.end_latest + _DAY
    if not _FIRST <= second <= _LAST:
        raise NoValueError
    moment = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(seconds=second)
    return moment.date().isoformat()


def _some(field: Field) -> Sequence[Any]:
    if field.choices:
        return field.choices
    return {
        "flag": (True, False),
        "number": (0.5, 0.0, 1.0),
        "moment": ("2000-01-01",),
        "period": ("2000",),
        "point": ([0.0, 0.0],),
        "length": ("1 km",),
        "text": (UNWRITTEN, "something else"),
    }.get(field.type, ())
