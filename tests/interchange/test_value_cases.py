"""Laws of the import: nothing is lost, nothing is added, the order of rows makes no difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.facts.load import case_from_dict
from whosays.interchange.value_cases import RULEBOOK, ValueCase, statistics, value_cases
from whosays.interchange.value_comparison import Comparison, Stand, enclosing
from whosays.interchange.value_rows import ValueRow
from whosays.interchange.value_store import ValueStore
from whosays.rules.load import load_rulebook

TIMES = [f"2011-12-01T10:{minute:02}" for minute in (0, 5, 12, 40)]
COMPARISON = Comparison(minutes=10, separator=";", around=enclosing([("town", "land")]))
ROWS = st.lists(
    st.builds(
        ValueRow,
        object=st.sampled_from(["o1", "o2", "o, 3"]),
        attribute=st.sampled_from(["x", "no"]),
        value=st.sampled_from([*TIMES, "a;b", "b", "town", "land", "null", "12: 30"]),
        source=st.sampled_from(["s", "t", "u #1", "yes"]),
    ),
    min_size=1,
    max_size=25,
)
KINDS = load_rulebook(RULEBOOK).kinds


def cases(rows: Iterable[ValueRow], objects_a_case: int = 100) -> list[ValueCase]:
    with ValueStore() as store:
        store.add(rows)
        found = statistics(store, COMPARISON)
        return list(value_cases(store, COMPARISON, found, as_of="2012", objects_a_case=objects_a_case))


def of_kind(case: ValueCase, kind: str) -> list[dict[str, Any]]:
    return [fields for fact in case.data["facts"] for name, fields in fact.items() if name == kind]


def reported(found: Iterable[ValueCase]) -> Counter[tuple[str, ...]]:
    said: Counter[tuple[str, ...]] = Counter()
    for case in found:
        name = {fields["id"]: fields["name"] for fields in of_kind(case, "source")}
        said.update((*case.claims[each["claim"]], name[each["by"]]) for each in of_kind(case, "report"))
    return said


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms(use_true_random=False), st.integers(1, 3))
def test_each_row_is_one_report_whatever_the_order(rows: list[ValueRow], chance: Any, objects_a_case: int) -> None:
    shuffled = [*rows, rows[0]]
    chance.shuffle(shuffled)
    found = cases(rows, objects_a_case)
    assert found == cases(shuffled, objects_a_case)
    assert reported(found) == Counter((row.object, row.attribute, row.value, row.source) for row in set(rows))


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_claims_exclude_each_other_exactly_where_the_values_do(rows: list[ValueRow]) -> None:
    (case,) = cases(rows)
    claims = {fields["id"]: fields for fields in of_kind(case, "claim")}
    assert set(claims) == set(case.claims)
    for one, (thing, attribute, value) in case.claims.items():
        for other, (thing_2, attribute_2, value_2) in case.claims.items():
            excludes = other in claims[one].get("excludes", ()) or one in claims[other].get("excludes", ())
            alike = (thing, attribute) == (thing_2, attribute_2)
            assert excludes == (alike and COMPARISON.stand(value, value_2) is Stand.EXCLUDES)
            finer = other in claims[one].get("narrows", ())
            assert finer == (alike and COMPARISON.stand(value, value_2) is Stand.FINER)


@settings(max_examples=30, deadline=None)
@given(ROWS)
def test_a_case_is_one_that_the_rulebook_can_read(rows: list[ValueRow]) -> None:
    for case in cases(rows, 2):
        read = case_from_dict(case.data, kinds=KINDS)
        assert len(read.of_kind("claim")) == len(case.claims)


def test_some_objects_only_but_counted_over_all() -> None:
    rows = [ValueRow(thing, "x", "1", source) for thing in ("o1", "o2") for source in ("s", "t")]
    with ValueStore() as store:
        store.add(rows)
        found = statistics(store, COMPARISON)
        (case,) = value_cases(store, COMPARISON, found, objects=["o2"])
    assert {claim[0] for claim in case.claims.values()} == {"o2"}
    assert [fields["items"] for fields in of_kind(case, "record")] == [2, 2]
