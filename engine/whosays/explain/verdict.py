"""A verdict as a value: the word, the numbers, and every part that made them, in the authors' sentences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """What a discount or an undercut took away: `share` of the weight, 0..1."""

    rule: str
    because: str
    share: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one origin or finding adds to belief (side "for") or disbelief ("against").

    `share` of all contributions of a side add up to b, resp. d. `mass` is its evidence before anything was taken off,
    `weight` after. Where it counts as one with a stronger one, `counts_with` names that, and its share is 0.
    """

    side: str
    kind: str  # "origin" or "finding"
    id: str  # of the report, or of the rule
    who: str
    because: str
    mass: float
    weight: float
    share: float
    group: int
    counts_with: str = ""
    path: tuple[str, ...] = ()  # names of those who passed it on, the origin first
    taken: tuple[Taken, ...] = ()
    raised: tuple[Taken, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Constraint:
    """A floor or ceiling: belief or disbelief is kept at least, or at most, at `bound`."""

    rule: str
    because: str
    of: str  # "belief" or "disbelief"
    at: str  # "least" or "most"
    bound: float
    taken: tuple[Taken, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def in_force(self) -> bool:
        """Whether anything is left of it."""
        return self.bound > 0 if self.at == "least" else self.bound < 1


@dataclass(frozen=True, slots=True)
class Opinion:
    """Belief, disbelief and uncertainty; they add up to 1 (Josang)."""

    belief: float
    disbelief: float
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Naive:
    """What counting would say: a report an outlet, no rules."""

    word: str
    probability: float
    asserting: int
    denying: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one claim.

    `probability` is None where the word is insufficient: then `range` says what is left open.
    """

    claim: str
    text: str
    word: str
    probability: float | None
    range: tuple[float, float]
    base_rate: float
    opinion: Opinion
    weighed: Opinion  # before floors and ceilings
    confidence: str
    admiralty: str
    reports: int
    origins: int
    effective: float  # n_eff: independent origins on the leading side, each counting 1 at most
    naive: Naive
    gap: float  # how far the verdict is from the naive count
    contributions: tuple[Contribution, ...]
    constraints: tuple[Constraint, ...]
    base_rate_because: str = ""

    def side(self, side: str) -> tuple[Contribution, ...]:
        """The contributions of one side, the largest first."""
        return tuple(each for each in self.contributions if each.side == side)
