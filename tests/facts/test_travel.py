import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies.times import exact_readings, times, with_narrowed
from whosays.facts.places import distance
from whosays.facts.ranges import Range, compared
from whosays.facts.times import UNKNOWN, read_moment, read_period
from whosays.facts.travel import speed_needed
from whosays.facts.vocabulary import Place

COMPARISONS = ("above", "below", "at_least", "at_most")
POINTS = st.tuples(st.integers(-2, 2), st.integers(-2, 2))
RADII = st.sampled_from([None, "1 km", "50 km", "300 km"])
SPEEDS = st.sampled_from([0, 5, 900, 100_000, 40_000_000])


def place(at=None, radius=None):
    return Place(id="p", at=at, radius=radius)


PLACES = st.builds(place, POINTS, RADII)
HERE, FAR = place((0, 0)), place((0, 1))  # 111.195 km


def holds(found, comparison, speed):
    """Certainly, possibly or not: yes, perhaps, no."""
    if compared(found, comparison, speed, certainly=True):
        return "yes"
    return "perhaps" if compared(found, comparison, speed, certainly=False) else "no"


def test_exact_times():
    found = speed_needed(HERE, FAR, read_moment("2014-11-02T10:00:00"), read_moment("2014-11-02T12:00:00"))
    assert found == Range(distance(HERE, FAR).least / 2, distance(HERE, FAR).least / 2)


def test_imprecise_times():
    found = speed_needed(HERE, FAR, read_moment("2014-11-02"), read_moment("2014-11-03"))
    assert found.least == pytest.approx(111.195 / 48, rel=1e-3)
    assert found.most == 111.195 * 3600  # a second to midnight, and midnight


def test_two_places_at_once():
    day = read_period("2014-11-02")
    assert speed_needed(HERE, FAR, day, read_moment("2014-11-02T10:00")) == Range(math.inf, math.inf)
    assert speed_needed(HERE, HERE, day, day) == Range(0, 0)
    around = place((0, 1), "200 km")
    assert speed_needed(HERE, around, day, day) == Range(0, math.inf)  # perhaps the same place


def test_the_order_of_the_times_makes_no_difference():
    first, second = read_moment("2014-11-02"), read_moment("2014-11-04T10:00")
    assert speed_needed(HERE, FAR, first, second) == speed_needed(HERE, FAR, second, first)
    hour = read_moment("2014-11-02T10:00/2014-11-02T10:59")
    assert holds(speed_needed(HERE, FAR, hour, hour), "above", 110) == "yes"  # whichever came first


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_of_the_unknown_nothing_is_certain(comparison):
    day = read_moment("2014-11-02")
    assert holds(speed_needed(place(), FAR, day, day), comparison, 900) == "perhaps"
    assert holds(speed_needed(HERE, FAR, UNKNOWN, day), comparison, 900) == "perhaps"


@pytest.mark.parametrize("comparison", COMPARISONS)
@given(data=st.data(), a=PLACES, b=PLACES, leaving=times(), arriving=times(), speed=SPEEDS)
def test_readings_agree(comparison, data, a, b, leaving, arriving, speed):
    exact = data.draw(exact_readings(leaving)), data.draw(exact_readings(arriving))
    told = holds(speed_needed(a, b, leaving, arriving), comparison, speed)
    better = holds(speed_needed(a, b, *exact), comparison, speed)
    assert told in {better, "perhaps"}
    centres = speed_needed(place(a.at), place(b.at), *exact)
    assert centres.least == centres.most
    assert better in {holds(centres, comparison, speed), "perhaps"}


@pytest.mark.parametrize("comparison", COMPARISONS)
@given(a=PLACES, b=PLACES, pair=with_narrowed(), other=times(), speed=SPEEDS)
def test_knowing_better_never_takes_back(comparison, a, b, pair, other, speed):
    wide, narrow = (holds(speed_needed(a, b, time, other), comparison, speed) for time in pair)
    assert wide in {narrow, "perhaps"}
