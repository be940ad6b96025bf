"""How far a verdict leans on the letter of one source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from whosays.explain.report import Report
from whosays.weigh.columns import rounded
from whosays.weigh.weigh import weigh


@dataclass(frozen=True, slots=True)
class Lean:
    """The source on whose letter a verdict leans most: its probability with the least and the greatest letter."""

    claim: str
    source: str
    low: float
    high: float

    @property
    def spread(self) -> float:
        """How far apart these are."""
        return self.high - self.low


def leans(report: Report) -> tuple[Lean, ...]:
    """For each claim the source that it leans on most, in the order of the claims; the first by id among equals.

    Each source in turn is weighed by the least and by the greatest letter, the findings staying as they are.
    """
    gathered = report.assessment.gathered
    sources = [source.id for source in gathered.case.of_kind("source")]
    claims = [claim.id for claim in gathered.claims]
    if not sources:
        return ()
    ranges = list(_ranges(report))
    spread = np.array([high - low for low, high in ranges])
    most = rounded(spread).argmax(axis=0)
    return tuple(
        Lean(claim, sources[most[index]], *(float(side[index]) for side in ranges[most[index]]))
        for index, claim in enumerate(claims)
    )


def _ranges(report: Report) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For each source the lowest and highest probability of every claim."""
    network = report.assessment.gathered.network
    letters = report.rulebook.numbers.letters.values()
    for index in range(len(network.source_weight)):
        found = []
        for weight in (min(letters), max(letters)):
            weights = network.source_weight.copy()
            weights[index] = weight
            found.append(weigh(replace(network, source_weight=weights)).opinions.probability)
        found.append(report.assessment.weighed.opinions.probability)
        yield np.minimum.reduce(found), np.maximum.reduce(found)
