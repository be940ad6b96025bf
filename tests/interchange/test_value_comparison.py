"""How two values stand to each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosays.interchange.value_comparison import Comparison, Stand, enclosing, read_places
from whosays.problems import Problem

TEN, LISTS = Comparison(minutes=10), Comparison(separator=";")
PLACES = Comparison(around=enclosing([("town", "county"), ("county", "land"), ("land", "earth"), ("other", "land")]))


@pytest.mark.parametrize(
    ("comparison", "first", "second", "stand"),
    [
        (Comparison(), "12", "12", Stand.SAME),
        (Comparison(), "12", "14", Stand.EXCLUDES),
        (Comparison(), "2011-12-01T10:00", "2011-12-01T10:01", Stand.EXCLUDES),
        (TEN, "2011-12-01T23:55", "2011-12-02T00:05", Stand.SAME),
        (TEN, "2011-12-01T10:00", "2011-12-01T10:11", Stand.EXCLUDES),
        (TEN, "2011-12-01T10:00", "noon", Stand.EXCLUDES),
        (TEN, "2011-13-01T10:00", "2011-13-01T10:01", Stand.EXCLUDES),  # no such month: no time
        (LISTS, "a; b", "b;a", Stand.SAME),
        (LISTS, "a;b;c", "a;c", Stand.FINER),
        (LISTS, "a;b", "a;c", Stand.EXCLUDES),
        (PLACES, "town", "county", Stand.FINER),
        (PLACES, "town", "earth", Stand.FINER),
        (PLACES, "town", "other", Stand.EXCLUDES),
        (PLACES, "town", "unheard of", Stand.EXCLUDES),
    ],
)
def test_stand(comparison: Comparison, first: str, second: str, stand: Stand) -> None:
    back = {Stand.FINER: Stand.COARSER}.get(stand, stand)
    assert comparison.stand(first, second) is stand
    assert comparison.stand(second, first) is back


def test_a_ring_of_places_ends() -> None:
    assert enclosing([("a", "b"), ("b", "a"), ("c", "c")]) == {
        "a": frozenset("b"),
        "b": frozenset("a"),
        "c": frozenset(),
    }


def test_places_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text("place,within\ntown,land\nland,\n", encoding="utf-8")
    assert read_places(file) == {"town": frozenset({"land"})}
    file.write_text("name,parent\n", encoding="utf-8")
    bad, missing = read_places(file), read_places(tmp_path / "none.csv")
    assert isinstance(bad, Problem)
    assert isinstance(missing, Problem)
    assert (bad.code, missing.code) == ("no-columns", "not-readable")
