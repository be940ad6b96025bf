import contextlib
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies.cases import TIMES
from tests.strategies.times import exact_readings, times, with_narrowed
from whosays.facts import times as module
from whosays.facts.times import (
    ALWAYS_AFTER,
    ALWAYS_BEFORE,
    UNKNOWN,
    Time,
    certainly_after,
    certainly_before,
    certainly_contains,
    certainly_during,
    certainly_overlaps,
    possibly_before,
    possibly_contains,
    possibly_during,
    possibly_overlaps,
    read_moment,
    read_period,
)
from whosays.facts.timetext import UnreadableTimeError
from whosays.facts.vocabulary import Span

RELATIONS = ("before", "after", "overlaps", "during", "contains")


def certainly(name):
    return getattr(module, f"certainly_{name}")


def possibly(name):
    return getattr(module, f"possibly_{name}")


def at(text):
    return int(datetime.datetime.fromisoformat(text + "+00:00").timestamp())


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014-11-02", "2014-11-02T00:00:00", "2014-11-02T23:59:59"),
        ("2014-11-02T14:30", "2014-11-02T14:30:00", "2014-11-02T14:30:59"),
        ("2014-11-02 14:30:05Z", "2014-11-02T14:30:05", "2014-11-02T14:30:05"),
        ("2014-11-02T01:30+02:00", "2014-11-01T23:30:00", "2014-11-01T23:30:59"),
        ("2014-11-02T01:30:00.25-0530", "2014-11-02T07:00:00", "2014-11-02T07:00:00"),
        ("2014-11", "2014-11-01T00:00:00", "2014-11-30T23:59:59"),
        ("2014-02", "2014-02-01T00:00:00", "2014-02-28T23:59:59"),
        ("2012-02-29", "2012-02-29T00:00:00", "2012-02-29T23:59:59"),
        ("2014", "2014-01-01T00:00:00", "2014-12-31T23:59:59"),
        ("November 2014", "2014-11-01T00:00:00", "2014-11-30T23:59:59"),
        ("Nov. 2014", "2014-11-01T00:00:00", "2014-11-30T23:59:59"),
        ("2 November 2014", "2014-11-02T00:00:00", "2014-11-02T23:59:59"),
        ("November 2, 2014", "2014-11-02T00:00:00", "2014-11-02T23:59:59"),
        ("early 2014", "2014-01-01T00:00:00", "2014-04-30T23:59:59"),
        ("mid-2014", "2014-05-01T00:00:00", "2014-08-31T23:59:59"),
        ("late 2014", "2014-09-01T00:00:00", "2014-12-31T23:59:59"),
        ("early November 2014", "2014-11-01T00:00:00", "2014-11-10T23:59:59"),
        ("mid 2014-11", "2014-11-11T00:00:00", "2014-11-20T23:59:59"),
        ("late 2014-02", "2014-02-21T00:00:00", "2014-02-28T23:59:59"),
        ("autumn 2014", "2014-09-01T00:00:00", "2014-11-30T23:59:59"),
        ("Fall 2014", "2014-09-01T00:00:00", "2014-11-30T23:59:59"),
        ("winter 2014/15", "2014-12-01T00:00:00", "2015-02-28T23:59:59"),
        ("c. 1944", "1943-01-01T00:00:00", "1945-12-31T23:59:59"),
        ("about 1944-01", "1943-12-01T00:00:00", "1944-02-29T23:59:59"),
        ("c. 1944-06-06", "1944-06-05T00:00:00", "1944-06-07T23:59:59"),
        ("2014-11-02/2014-11-05", "2014-11-02T00:00:00", "2014-11-05T23:59:59"),
        ("0001", "0001-01-01T00:00:00", "0001-12-31T23:59:59"),
        ("c. 9999", "9998-01-01T00:00:00", "9999-12-31T23:59:59"),
    ],
)
def test_moment(text, first, last):
    assert read_moment(text) == Time(at(first), at(last), at(first), at(last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2014-02-30",
        "2014-13",
        "2014-00-01",
        "0000",
        "10000",
        "-44",
        "44 BC",
        "02/11/2014",
        "winter 2014",
        "soon",
        "2014-11-02T24:00",
        "2014-11-02T14:60",
        "2014-11-02T14:30+99:00",
        "early 2014-11-02",
        "c. early 2014",
        "c. c. 1944",
        "2015/2014",
        "2014/",
        "/",
        "2014/2015/2016",
        "winter 2014/16",
        "early early 2014",
        "2014-1-2",
        "٢٠١٤",
        "x" * 9999,
    ],
)
def test_unreadable(text):
    with pytest.raises(UnreadableTimeError) as caught:
        read_moment(text)
    assert caught.value.message
    assert caught.value.hint


def test_periods():
    day, month = read_moment("2014-11-02"), read_moment("2014-11")
    assert read_period("2014-11-02") == Time(day.start_earliest, day.start_earliest, day.end_latest, day.end_latest)
    assert read_period("2014-11") == Time(
        month.start_earliest, month.start_earliest, month.end_latest, month.end_latest
    )
    assert read_period("early 2014") == read_moment("early 2014")
    assert read_period("2014-11-02/2014-11-30") == read_period(span("2014-11-02", "2014-11-30"))


def span(from_=None, to=None):
    return Span.model_construct(from_=from_, to=to)


def test_spans():
    assert read_period(span("2014-11-02", "2014-11-30")).is_exact
    from_month = read_period(span("2014-10", "2014-11-30"))
    assert (from_month.start_earliest, from_month.start_latest) == (
        at("2014-10-01T00:00:00"),
        at("2014-10-31T23:59:59"),
    )
    assert from_month.end_earliest == from_month.end_latest
    same = read_period(span("2014", "2014-06-15"))
    assert same.start_latest == same.end_latest  # no start after the end
    assert read_period(span("2014-11-02")).end_earliest == ALWAYS_AFTER
    assert read_period(span(to="2014-11-02")).start_latest == ALWAYS_BEFORE
    with pytest.raises(UnreadableTimeError):
        read_period(span())
    with pytest.raises(UnreadableTimeError) as caught:
        read_period(span("2014-11-03", "2014-11-02"))
    assert caught.value.code == "time-order"


def test_open_ends():
    since, day = read_period(span("2014-01-01")), read_period("2014-11-02")
    assert certainly_contains(since, day)
    assert not possibly_before(since, day)
    assert certainly_before(day, read_period(span("2014-11-03")))
    assert not possibly_contains(since, read_period("2013"))


def test_moment_within_a_period():
    assert certainly_during(read_moment("2014-11-02"), read_period("2014-11"))
    assert not certainly_during(read_moment("2014-11"), read_period("2014-11-02"))
    assert possibly_during(read_moment("2014-11"), read_period("2014-11-02"))
    assert not certainly_before(read_moment("2014-11-02T14:30"), read_moment("2014-11-02"))
    assert possibly_before(read_moment("2014-11-02T14:30"), read_moment("2014-11-02"))


@pytest.mark.parametrize("name", RELATIONS)
@given(time=times())
def test_nothing_is_certain_and_all_possible_of_the_unknown(name, time):
    for a, b in ((time, UNKNOWN), (UNKNOWN, time), (UNKNOWN, UNKNOWN)):
        assert possibly(name)(a, b)
        assert not certainly(name)(a, b)


@pytest.mark.parametrize("name", RELATIONS)
@given(a=times(), b=times())
def test_certainly_implies_possibly(name, a, b):
    assert not certainly(name)(a, b) or possibly(name)(a, b)


@pytest.mark.parametrize("name", RELATIONS)
@given(pair=with_narrowed(), b=times())
def test_knowing_better_never_takes_back(name, pair, b):
    wide, narrow = pair
    for relation in (lambda a: (a, b), lambda a: (b, a)):
        assert not certainly(name)(*relation(wide)) or certainly(name)(*relation(narrow))
        assert not possibly(name)(*relation(narrow)) or possibly(name)(*relation(wide))


@pytest.mark.parametrize("name", RELATIONS)
@given(data=st.data(), a=times(), b=times())
def test_readings_agree(name, data, a, b):
    """What is certain holds in any exact reading, what holds in one is possible; exact times are never in doubt."""
    exact_a, exact_b = data.draw(exact_readings(a)), data.draw(exact_readings(b))
    holds = certainly(name)(exact_a, exact_b)
    assert holds == possibly(name)(exact_a, exact_b)
    assert not certainly(name)(a, b) or holds
    assert not holds or possibly(name)(a, b)


@given(a=times(), b=times())
def test_symmetry_and_converse(a, b):
    assert certainly_overlaps(a, b) == certainly_overlaps(b, a)
    assert possibly_overlaps(a, b) == possibly_overlaps(b, a)
    assert certainly_contains(a, b) == certainly_during(b, a)
    assert possibly_contains(a, b) == possibly_during(b, a)
    assert certainly_before(a, b) == certainly_after(b, a)
    assert not (certainly_before(a, b) and possibly_overlaps(a, b))
    assert not certainly_contains(a, b) or certainly_overlaps(a, b)


@given(TIMES)
def test_texts_give_ordered_times(text):
    for time in (read_moment(text), read_period(text)):
        assert time.start_earliest <= time.start_latest
        assert time.end_earliest <= time.end_latest
        assert time.start_earliest <= time.end_latest


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(UnreadableTimeError):
        assert isinstance(read_period(text), Time)
