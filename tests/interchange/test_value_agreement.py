"""What is counted of sources: small tables counted by hand, and a bad source that others copy."""

from __future__ import annotations

from tests.interchange.made_values import BAD, COPIERS, GOOD, made_values
from whosays.interchange.value_agreement import Agreement, Counting, Record, agreements, majority, records, voices
from whosays.interchange.value_comparison import Comparison, enclosing
from whosays.interchange.value_store import Item

PLAIN = Comparison()


def item(number: int, **said: str) -> Item:
    values = sorted(set(said.values()))
    by_value = ((value, tuple(sorted(source for source in said if said[source] == value))) for value in values)
    return Item(f"o{number}", "x", tuple(by_value))


ITEMS = [item(1, a="1", b="1", c="2"), item(2, a="1", b="1"), item(3, a="1", b="2", c="2"), item(4, c="7")]


def test_agreement_is_counted_over_common_items() -> None:
    assert agreements(ITEMS, PLAIN, 1) == (
        Agreement("a", "b", round(2 / 3, 6), 3),
        Agreement("a", "c", 0.0, 2),
        Agreement("b", "c", 0.5, 2),
    )
    assert agreements(ITEMS, PLAIN, 3) == (Agreement("a", "b", round(2 / 3, 6), 3),)


def test_a_finer_value_is_neither_agreement_nor_conflict() -> None:
    comparison = Comparison(around=enclosing([("town", "land")]))
    items = [item(1, a="town", b="land"), item(2, a="land", b="land")]
    assert agreements(items, comparison, 1) == (Agreement("a", "b", 1.0, 1),)


def test_sources_that_hang_together_are_one_voice() -> None:
    found = [Agreement("b", "c", 1, 500), Agreement("a", "d", 1, 500), Agreement("c", "d", 0.99, 500)]
    rest = [Agreement("a", "x", 0.98, 5000), Agreement("a", "y", 1, 499)]
    assert voices([*found, *rest], Counting()) == dict.fromkeys("abcd", "a")


def test_the_majority_counts_a_voice_once_for_a_value() -> None:
    one = item(1, a="1", b="1", c="2", d="2", e="2")
    assert majority(one, {}, {}) == 1
    assert majority(one, dict.fromkeys("cde", "c"), {}) == 0
    assert majority(one, {}, {"c": 0.1, "d": 0.1, "e": 0.1}) == 0
    assert majority(item(1, a="1", b="2"), {}, {}) == 0  # a tie: the first


def test_a_record_is_the_share_with_the_majority() -> None:
    counting = Counting(rounds=1)
    assert records(lambda: ITEMS, PLAIN, {}, counting) == (
        Record("a", round(2 / 3, 6), 3),
        Record("b", 1.0, 3),
        Record("c", 0.5, 2),
    )


def test_rounds_find_out_who_is_copied() -> None:
    rows, _ = made_values()
    by_object: dict[str, dict[str, str]] = {}
    for row in rows:
        by_object.setdefault(row.object, {})[row.source] = row.value
    items = [item(int(name.split()[1]), **said) for name, said in sorted(by_object.items())]
    found = agreements(items, PLAIN)
    voice = voices(found, Counting())
    assert set(voice) == {BAD, *COPIERS}
    share = {each.source: each.share for each in records(lambda: items, PLAIN, voice, Counting())}
    assert min(share[name] for name in GOOD) > share[BAD] + 0.2
