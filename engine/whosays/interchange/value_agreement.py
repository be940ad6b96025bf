"""What the values alone tell of the sources: how often two of them agree, and how often each is with the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from whosays.interchange.value_comparison import Comparison, Stand
from whosays.interchange.value_store import Item

Items = Callable[[], Iterable[Item]]
"""All items once more; they are gone through several times, and never held."""


@dataclass(frozen=True, slots=True)
class Counting:
    """The sizes of counting; shares lie in 0..1."""

    copy_share: float = 0.99  # two sources that agree as often ...
    copy_items: int = 500  # ... on as many common items count as one voice
    record_items: int = 30  # a source that was compared on fewer keeps full weight
    power: int = 4  # a voice weighs its share to this power
    rounds: int = 10  # at most
    stable: float = 0.002  # no share changes by more: the counting is over


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two sources agree on this share of the items that both have a value of."""

    first: str
    second: str
    share: float
    items: int


@dataclass(frozen=True, slots=True)
class Record:
    """A source is with the weighted majority on this share of the items where somebody else has a value, too."""

    source: str
    share: float
    items: int


def agreements(items: Iterable[Item], comparison: Comparison, least: int = 100) -> tuple[Agreement, ...]:
    """The agreement of all two sources that have so many items in common, sorted.

    A value that is finer than the other is neither agreement nor conflict: such an item is not counted.
    """
    common, same = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for item in items:
        stands = _Stands(item, comparison)
        voices = sorted((source, place) for place, (_, sources) in enumerate(item.said) for source in sources)
        for (first, one), (second, other) in combinations(voices, 2):
            stand = stands.of(one, other)
            if first != second and stand in {Stand.SAME, Stand.EXCLUDES}:
                common[first, second] += 1
                if stand is Stand.SAME:
                    same[first, second] += 1
    return tuple(
        Agreement(first, second, round(same[first, second] / count, 6), count)
        for (first, second), count in sorted(common.items())
        if count >= least
    )


def voices(found: Iterable[Agreement], counting: Counting) -> dict[str, str]:
    """The voice of each source that agrees too often with another: the first of all that hang together so."""
    voice: dict[str, str] = {}
    for each in found:
        if each.share >= counting.copy_share and each.items >= counting.copy_items:
            one, other = sorted((voice.get(each.first, each.first), voice.get(each.second, each.second)))
            voice |= {source: one for source, old in voice.items() if old == other}
            voice |= {each.first: one, each.second: one, one: one, other: one}
    return voice


def records(items: Items, comparison: Comparison, voice: Mapping[str, str], counting: Counting) -> tuple[Record, ...]:
    """How often each source is with the majority, where a voice counts by how often it was so in the round before.

    The first round counts all voices alike. A voice counts once for a value, however many sources share it.
    """
    found: tuple[Record, ...] = ()
    weight: dict[str, float] = {}
    for _ in range(counting.rounds):
        before = {each.source: each.share for each in found}
        found = _round(items(), comparison, voice, weight)
        enough = [each for each in found if each.items >= counting.record_items]
        weight = {each.source: each.share**counting.power for each in enough}
        if all(abs(each.share - before.get(each.source, -1)) <= counting.stable for each in found):
            break
    return found


def majority(item: Item, voice: Mapping[str, str], weight: Mapping[str, float]) -> int:
    """The place of the value that most weight is behind; of several the one more sources give, then the first."""
    ranks = []
    for place, (_, sources) in enumerate(item.said):
        heaviest: dict[str, float] = {}
        for source in sources:
            name = voice.get(source, source)
            heaviest[name] = max(heaviest.get(name, 0.0), weight.get(source, 1.0))
        ranks.append((-round(sum(sorted(heaviest.values())), 9), -len(sources), place))
    return min(ranks)[2]


def _round(
    items: Iterable[Item], comparison: Comparison, voice: Mapping[str, str], weight: Mapping[str, float]
) -> tuple[Record, ...]:
    counted, same = Counter[str](), Counter[str]()
    for item in items:
        if _voices(item, voice) < 2:
            continue
        stands, best = _Stands(item, comparison), majority(item, voice, weight)
        for place, (_, sources) in enumerate(item.said):
            stand = stands.of(place, best)
            if stand in {Stand.SAME, Stand.EXCLUDES}:
                counted.update(sources)
                if stand is Stand.SAME:
                    same.update(sources)
    return tuple(Record(source, round(same[source] / count, 6), count) for source, count in sorted(counted.items()))


def _voices(item: Item, voice: Mapping[str, str]) -> int:
    return len({voice.get(source, source) for _, sources in item.said for source in sources})


class _Stands:
    """How the values of an item stand to each other; each two are compared once."""

    def __init__(self, item: Item, comparison: Comparison) -> None:
        self._values: Sequence[str] = [value for value, _ in item.said]
        self._comparison = comparison
        self._known: dict[tuple[int, int], Stand] = {}

    def of(self, first: int, second: int) -> Stand:
        """How one stands to another, by their places."""
        if first == second:
            return Stand.SAME
        stand = self._known.get((first, second))
        if stand is None:
            stand = self._comparison.stand(self._values[first], self._values[second])
            self._known[first, second] = stand
        return stand
