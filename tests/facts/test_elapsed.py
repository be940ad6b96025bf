import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies.times import exact_readings, times, with_narrowed
from whosays.facts.elapsed import elapsed, gap
from whosays.facts.times import UNKNOWN, read_moment, read_period

DAY = 86_400
COMPARISONS = ("above", "below", "at_least", "at_most")
SIZES = st.integers(0, 40)


def holds(a, b, comparison, seconds):
    """Certainly, possibly or not: yes, perhaps, no."""
    if elapsed(a, b, comparison, seconds, certainly=True):
        return "yes"
    return "perhaps" if elapsed(a, b, comparison, seconds, certainly=False) else "no"


@pytest.mark.parametrize(
    ("first", "second", "comparison", "days", "expected"),
    [
        ("2014-11-02", "2014-11-04", "at_most", 3, "yes"),
        ("2014-11-02", "2014-11-04", "at_most", 2, "perhaps"),
        ("2014-11-02", "2014-11-04", "at_least", 1, "yes"),
        ("2014-11-02", "2014-11-04", "above", 3, "no"),
        ("2014-11-02", "2014-11-04", "below", 1, "no"),
        ("2014-11-02", "2014-11-02", "at_most", 3, "perhaps"),  # which comes first is not known
        ("2014-11-02", "2014-11-01", "at_most", 3, "no"),  # nothing has elapsed
        ("2014-11-02", "2014-11-01", "at_least", 0, "no"),
        ("2014-11-02", "2014-11-03", "at_least", 0, "yes"),
        ("2014-11", "2014-12-24", "at_most", 30, "perhaps"),
        ("2014-11-02T10:00:00Z", "2014-11-03T10:00:00Z", "at_most", 1, "yes"),
        ("2014-11-02T10:00:00Z", "2014-11-03T10:00:00Z", "at_least", 1, "yes"),
        ("2014-11-02T10:00:00Z", "2014-11-03T10:00:01Z", "at_most", 1, "no"),
    ],
)
def test_between_moments(first, second, comparison, days, expected):
    assert holds(read_moment(first), read_moment(second), comparison, days * DAY) == expected


def test_from_the_end_of_a_stretch_to_the_start_of_the_next():
    week, month = read_period("2014-11-03/2014-11-09"), read_period("2014-12")
    assert holds(week, month, "at_least", 21 * DAY) == "yes"
    assert holds(week, read_moment("2014-11-05"), "at_most", 0) == "yes"  # they share a moment
    assert holds(read_period("2014-11"), read_period("2014-10"), "at_most", 99 * DAY) == "no"
    assert gap(month, week) == gap(week, month)


@pytest.mark.parametrize("comparison", COMPARISONS)
@given(a=times(), size=SIZES)
def test_of_the_unknown_nothing_is_certain(comparison, a, size):
    for first, second in ((a, UNKNOWN), (UNKNOWN, a), (UNKNOWN, UNKNOWN)):
        possible = not (comparison == "below" and size == 0)  # less than nothing never elapses
        assert holds(first, second, comparison, size) == ("perhaps" if possible else "no")


@pytest.mark.parametrize("comparison", COMPARISONS)
@given(data=st.data(), a=times(), b=times(), size=SIZES)
def test_readings_agree(comparison, data, a, b, size):
    exact = data.draw(exact_readings(a)), data.draw(exact_readings(b))
    told, true = holds(a, b, comparison, size), holds(*exact, comparison, size)
    assert true != "perhaps"
    assert told in {true, "perhaps"}


@pytest.mark.parametrize("comparison", COMPARISONS)
@given(pair=with_narrowed(), b=times(), size=SIZES)
def test_knowing_better_never_takes_back(comparison, pair, b, size):
    wide, narrow = pair
    for ends in (lambda a: (a, b), lambda a: (b, a)):
        told, better = holds(*ends(wide), comparison, size), holds(*ends(narrow), comparison, size)
        assert told in {better, "perhaps"}


@given(data=st.data(), a=times(), b=times())
def test_the_gap_holds_every_reading(data, a, b):
    exact = gap(data.draw(exact_readings(a)), data.draw(exact_readings(b)))
    assert exact.least == exact.most
    assert gap(a, b).least <= exact.least <= gap(a, b).most
