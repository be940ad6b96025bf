"""Figures as text: parts whose printed digits add up to the printed whole."""

from __future__ import annotations

from collections.abc import Sequence


def adding_up(parts: Sequence[float], digits: int = 2) -> list[str]:
    """Parts rounded so that they add up to their rounded sum (largest remainder)."""
    unit = 10**digits
    exact = [part * unit for part in parts]
    floors = [int(each // 1) for each in exact]
    missing = round(sum(exact)) - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda index: (floors[index] - exact[index], index))
    for index in by_remainder[:missing]:
        floors[index] += 1
    return [f"{each / unit:.{digits}f}" for each in floors]


def percent(share: float) -> str:
    """A share of 0..1 in percent."""
    return f"{round(share * 100)}%"


def signed(value: float, digits: int = 2) -> str:
    """A change with its sign; what rounds to nothing has none."""
    rounded = round(value, digits)
    return f"{rounded:+.{digits}f}" if rounded else f"{0:.{digits}f}"
