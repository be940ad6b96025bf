"""Sizes that are known within limits, and how they compare with a size that is known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that something can be; both can be so."""

    least: float
    most: float


def compared(found: Range | None, comparison: str, size: float, *, certainly: bool) -> bool:
    """Whether it is above, below, at_least or at_most a size, in every reading or in some; None may be anything."""
    if found is None:
        return not certainly
    # For "below" the most decides in every reading, the least in some; for "above" the other way round.
    measured = found.most if (comparison in {"below", "at_most"}) == certainly else found.least
    match comparison:
        case "below":
            return measured < size
        case "at_most":
            return measured <= size
        case "above":
            return measured > size
        case _:
            return measured >= size
