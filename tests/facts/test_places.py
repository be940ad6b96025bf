import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.facts.places import distance, great_circle_km, read_length
from whosays.facts.vocabulary import Place

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def place(at=None, radius=None):
    return Place(id="p", at=at, radius=radius)


def test_known_distances():
    paris, london = (48.8566, 2.3522), (51.5074, -0.1278)
    assert great_circle_km(paris, london) == pytest.approx(343.6, abs=0.5)
    assert great_circle_km((0, 0), (0, 180)) == pytest.approx(20015.1, abs=0.1)
    assert great_circle_km((90, 0), (90, 77)) == pytest.approx(0, abs=1e-9)


def test_radius_gives_a_range():
    between = distance(place((0, 0), "5 km"), place((0, 1), "500 m"))
    assert between.most - between.least == pytest.approx(11.0)
    assert distance(place((0, 0), "5 km"), place((0, 0), "5 km")).least == 0


def test_without_a_point_nothing_is_known():
    assert distance(place(), place((0, 0))) is None
    assert distance(place((0, 0)), place(radius="5 km")) is None


@pytest.mark.parametrize(("text", "km"), [("25 km", 25), ("500 m", 0.5), ("1.5km", 1.5), ("0 m", 0)])
def test_length(text, km):
    assert read_length(text) == km


@given(a=POINTS, b=POINTS)
def test_symmetric_and_bounded(a, b):
    there, back = distance(place(a), place(b)), distance(place(b), place(a))
    assert there == back
    assert 0 <= there.least <= there.most <= 20_015.2
