"""Filters over tables: tests on times in SQL, and those that Python makes, mean what they mean of a grounded case."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bulk.ground_tables import connect, fill, tables_of
from whosays.bulk.derive import derive
from whosays.bulk.time_tests import is_time_test
from whosays.bulk.values import filters_over
from whosays.facts.load import case_from_dict
from whosays.facts.times import ALWAYS_AFTER, ALWAYS_BEFORE, UNKNOWN, Time, read_period
from whosays.rules.filters import holds
from whosays.rules.grounding import ground
from whosays.rules.program import Atom, Const, Filter, FlatRule, Program, Stratum, Var

WORDS = ("before", "after", "overlaps", "contains", "during", "outside")
PAIRS = [f"{mode}_{word}" for mode in ("certainly", "possibly") for word in WORDS]
SINGLE = ["known_time", "unknown_time"]
SECONDS = st.one_of(st.integers(-3, 6), st.sampled_from([ALWAYS_BEFORE, ALWAYS_AFTER]))
WRITTEN = "2014-11"


@st.composite
def made_times(draw: st.DrawFn) -> Time:
    if draw(st.integers(0, 6)) == 0:
        return UNKNOWN
    if draw(st.integers(0, 6)) == 0:
        return read_period(draw(st.sampled_from(["2014", "2014-11", "early 2014", "2014-11-30"])))
    first, second, third, fourth = sorted(draw(SECONDS) for _ in range(4))
    # Either end may be vague, and their ranges may overlap.
    return Time(first, third, second, fourth) if draw(st.booleans()) else Time(first, second, third, fourth)


class _Times:
    def __init__(self, times: list[Time]) -> None:
        self.times = times

    def time(self, number: int) -> Time:
        return self.times[number - 1] if number else read_period(WRITTEN)


def test_all_tests_on_times_are_known() -> None:
    assert all(map(is_time_test, (*PAIRS, *SINGLE)))


@settings(deadline=None, max_examples=25)
@given(st.lists(made_times(), min_size=1, max_size=12))
def test_tests_on_times(times: list[Time]) -> None:
    """A rule a test, over all pairs of times, and over each of them and one that a rule writes."""
    x, y = Var("x"), Var("y")
    both = (Atom("t", (("v", x),)), Atom("t", (("v", y),)))
    rules = []
    for name in PAIRS:
        columns = (("a", x), ("b", y))
        rules.append(FlatRule(name, Atom(name, columns), both, filters=(Filter(name, (x, y)),)))
        rules.append(FlatRule(name, Atom(f"{name} written", columns), both, filters=(Filter(name, (x, Const(0))),)))
    for name in SINGLE:
        rules.append(FlatRule(name, Atom(name, (("a", x), ("b", y))), both, filters=(Filter(name, (x,)),)))
    relations = {"t": ("v",), **{rule.head.relation: ("a", "b") for rule in rules}}
    program = Program(relations, (Stratum(tuple(rules)),), (WRITTEN,), frozenset(rule.head.relation for rule in rules))
    connection = connect()
    numbers = list(range(1, len(times) + 1))
    fill(connection, "ground_t", {"v": ("BIGINT", numbers), "fact": ("BIGINT", numbers)})
    for number, time in zip(numbers, times, strict=True):
        bounds = (time.start_earliest, time.start_latest, time.end_earliest, time.end_latest)
        connection.execute('INSERT INTO "value" VALUES (?, NULL, ?, ?, ?, ?)', (number, *bounds))
    derived = derive(connection, program)
    for rule in rules:
        relation, (test,) = rule.head.relation, rule.filters
        found = connection.execute(f'SELECT c0, c1 FROM "{derived.tables.rows(relation)}"').fetchall()
        expected = {
            (a, b)
            for a in numbers
            for b in numbers
            if holds(test.test, (a, 0 if "written" in relation else b)[: len(test.arguments)], _Times(times))
        }
        assert set(found) == expected, relation


FACTS = [
    {"place": {"id": "a", "at": [36.1, 36.7], "radius": "1 km"}},
    {"place": {"id": "b", "at": [36.2, 36.9]}},
    {"place": {"id": "c"}},
    {"actor": {"id": "army"}},
    {"claim": {"id": "claim", "text": "Straße NACH Ḥomṣ", "during": "2014-11-02"}},
    {"claim": {"id": "other", "text": "c*ts", "during": "early 2014"}},
    {"presence": {"id": "p", "actor": "army", "place": "a", "during": "2014-11-02T10:00"}},
    {"presence": {"id": "q", "actor": "army", "place": "b", "during": {"from": "2014-11-02T11:00"}}},
    {"presence": {"id": "r", "actor": "army", "place": "c"}},
]


@pytest.mark.parametrize("mode", ["certainly", "possibly"])
@pytest.mark.parametrize("comparison", ["above", "below", "at_least", "at_most"])
def test_measures_and_wildcards(mode: str, comparison: str) -> None:
    place, time, fact = Var("p"), Var("t"), Var("f")
    atoms = [Atom("presence", (("#fact", fact), ("place", place), ("during", time)))]
    atoms.append(Atom("claim", (("#fact", Var("c")), ("text", Var("text")), ("during", Var("when")))))
    rule = FlatRule("all", Atom("all", (("f", fact),)), tuple(atoms))
    program = Program(
        {"presence": ("#fact", "place", "during"), "claim": ("#fact", "text", "during"), "all": ("f",)},
        (Stratum((rule,)),),
        ("strasse*", "2014"),
        frozenset({"all"}),
    )
    grounded = ground(program, case_from_dict({"case": "x", "title": "x", "facts": FACTS}))
    places = sorted({row[1] for row in grounded.rows["presence"]})
    times = sorted({row[2] for row in grounded.rows["presence"]} | {row[2] for row in grounded.rows["claim"]})
    texts = sorted(row[1] for row in grounded.rows["claim"])
    sizes = (0, 20_000_000, 3_600_000_000)
    asked = {
        f"{mode}_distance_{comparison}": [(a, b, size) for a in places for b in places for size in sizes],
        f"{mode}_elapsed_{comparison}": [(a, b, size) for a in times for b in times for size in sizes],
        f"{mode}_speed_{comparison}": [
            (a, b, s, t, size) for a in places for b in places for s in times for t in times for size in sizes
        ],
        "matches": [(text, pattern) for text in texts for pattern in (0, *texts)],
    }
    test = filters_over(tables_of(grounded, program), program)
    for name, arguments in asked.items():
        assert list(test(name, arguments)) == [grounded.test(name, each) for each in arguments], name
    assert any(grounded.test("matches", each) for each in asked["matches"])
