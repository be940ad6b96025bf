"""One check of an audit: what was looked at, and what was found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """Something that is not as it should be: `where` names a claim or a rule."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check by name. `looked_at` says how many of what; `told` is a figure that is to be known and is no finding."""

    name: str
    asks: str
    looked_at: str
    told: tuple[str, ...]
    findings: tuple[Found, ...]
