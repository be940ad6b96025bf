"""The steps from the naive count to the verdict as figures whose printed digits add up."""

from __future__ import annotations

from collections.abc import Sequence

from whosays.explain.steps import Step


def printed_steps(steps: Sequence[Step]) -> list[tuple[str, str, str]]:
    """Name, change and P of each step, to two digits; a change is the difference of the printed probabilities."""
    rows = []
    before: int | None = None
    for step in steps:
        after = round(step.probability * 100)
        change = "" if before is None else _signed(after - before)
        rows.append((step.name, change, f"{after / 100:.2f}"))
        before = after
    return rows


def _signed(hundredths: int) -> str:
    if hundredths == 0:
        return "0.00"
    return f"{'+' if hundredths > 0 else '−'}{abs(hundredths) / 100:.2f}"
