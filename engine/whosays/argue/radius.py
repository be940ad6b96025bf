"""How far the size of each rule can move before a verdict has another word: by weighing alone, nothing else changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whosays.argue.worlds import Outcome, Worlds
from whosays.weigh.network import Effect

GREATEST_STRENGTH = 16.0
"""Strengths are tried up to this, twice "decisive"; all other sizes are shares and end at 1."""

_STEPS = 6  # looked at on each side before the place of the change is narrowed down
_HALVINGS = 12
_STRENGTHS = {Effect.SUPPORTS, Effect.OPPOSES}
_FIXED = {Effect.RAISES, Effect.BASE_RATE}


@dataclass(frozen=True, slots=True)
class Side:
    """The word is the same up to `inside`, and another one at `beyond`."""

    inside: float
    beyond: float
    word: int


@dataclass(frozen=True, slots=True)
class Radius:
    """The size of one conclusion of a rule, and where the word changes below and above it; None: nowhere."""

    rule: str
    effect: str
    size: float
    below: Side | None
    above: Side | None

    @property
    def distance(self) -> float:
        """The shortest way to another word, as a share of the whole range on that side."""
        ways = [abs(side.inside - self.size) for side in (self.below, self.above) if side is not None]
        return min(ways, default=float("inf"))


def radii(worlds: Worlds, now: Outcome) -> tuple[Radius, ...]:
    """For every conclusion of a rule that has a part in the verdict; those closest to another word first."""
    groups: dict[tuple[str, int], list[int]] = {}
    for index in worlds.findings:
        finding = worlds.gathered.findings[index]
        if finding.effect not in _FIXED and finding.by_fact < 0:
            groups.setdefault((finding.kind.rule.id, finding.kind.number), []).append(index)
    keys = sorted(groups)
    tried = [(key, step) for key in keys for step in _steps(worlds, groups[key])]
    outcomes = worlds.outcomes([worlds.with_size(groups[key], size) for key, size in tried])
    words = {pair: found.word for pair, found in zip(tried, outcomes, strict=True)}
    open_sides: dict[tuple[tuple[str, int], int], tuple[float, float]] = {}
    for key in keys:
        size = _size(worlds, groups[key])
        for sign in (-1, 1):
            points = sorted(
                (step for each, step in tried if each == key and (step - size) * sign > 0), reverse=sign < 0
            )
            inside = size
            for point in points:
                if words[key, point] != now.word:
                    open_sides[key, sign] = (inside, point)
                    break
                inside = point
    sides = _narrowed(worlds, now, groups, open_sides)
    found = [
        Radius(
            key[0],
            worlds.gathered.findings[groups[key][0]].kind.conclusion.effect,
            _size(worlds, groups[key]),
            sides.get((key, -1)),
            sides.get((key, 1)),
        )
        for key in keys
    ]
    return tuple(sorted(found, key=lambda each: (round(each.distance, 6), each.rule, each.effect)))


def _size(worlds: Worlds, group: Sequence[int]) -> float:
    return float(worlds.network.findings.size[group[0]])


def _steps(worlds: Worlds, group: Sequence[int]) -> list[float]:
    size = _size(worlds, group)
    most = GREATEST_STRENGTH if worlds.gathered.findings[group[0]].effect in _STRENGTHS else 1.0
    below = [size * step / _STEPS for step in range(_STEPS)]
    above = [size + (most - size) * (step / _STEPS) ** 2 for step in range(1, _STEPS + 1)] if most > size else []
    return [each for each in dict.fromkeys([*below, *above]) if each != size]


_Open = dict[tuple[tuple[str, int], int], tuple[float, float]]


def _narrowed(
    worlds: Worlds, now: Outcome, groups: dict[tuple[str, int], list[int]], open_sides: _Open
) -> dict[tuple[tuple[str, int], int], Side]:
    """Bisection, for all sides at once."""
    spans = dict(open_sides)
    word: dict[tuple[tuple[str, int], int], int] = {}
    for _ in range(_HALVINGS):
        keys = list(spans)
        middles = [sum(spans[key]) / 2 for key in keys]
        networks = [worlds.with_size(groups[key[0]], middle) for key, middle in zip(keys, middles, strict=True)]
        for key, middle, found in zip(keys, middles, worlds.outcomes(networks), strict=True):
            spans[key] = (middle, spans[key][1]) if found.word == now.word else (spans[key][0], middle)
    keys = list(spans)
    ends = worlds.outcomes([worlds.with_size(groups[key[0]], spans[key][1]) for key in keys])
    word = {key: found.word for key, found in zip(keys, ends, strict=True)}
    return {key: Side(round(spans[key][0], 9), round(spans[key][1], 9), word[key]) for key in keys}
