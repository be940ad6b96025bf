"""What the verdicts would be if facts or rules were otherwise: both judged by the engine, and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whosays.argue.requests import Request, carried_out
from whosays.deadline import SECONDS
from whosays.explain.report import Report, report_on
from whosays.explain.verdict import Verdict
from whosays.facts.case import Case
from whosays.facts.edit import Gone, Unlinked
from whosays.match.choose import Matchers

_LEAST = 0.005  # what would not show in two digits has not moved


@dataclass(frozen=True, slots=True)
class PartKey:
    """A part of a verdict: what counts, what was taken from it, or a limit. `on` is from whom it was taken."""

    sort: str  # "for", "against", "limit", "taken", "raised"
    rule: str  # empty for a voice
    because: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part that came, went or moved. Sizes are shares of b or d, of a weight, or a bound; None where it is not there.

    `facts` are the facts behind it that were put in, changed or taken out: they are why, where there are any.
    """

    change: str  # "came", "went", "moved"
    part: PartKey
    before: float | None
    after: float | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim before and after; None where it is not in the case."""

    claim: str
    text: str
    before: Verdict | None
    after: Verdict | None
    parts: tuple[PartChange, ...]

    @property
    def changed(self) -> bool:
        """Whether anything of the verdict is otherwise."""
        return self.before != self.after

    @property
    def word_changed(self) -> bool:
        """Whether it has another word."""
        words = [None if each is None else each.word for each in (self.before, self.after)]
        return words[0] != words[1]


@dataclass(frozen=True, slots=True, eq=False)
class WhatIf:
    """Two reports and what differs. `gone` went with what was taken out, `unlinked` are mentions of it dropped."""

    request: Request
    before: Report
    after: Report
    claims: tuple[ClaimChange, ...]
    gone: tuple[Gone, ...]
    unlinked: tuple[Unlinked, ...]

    @property
    def changed(self) -> tuple[ClaimChange, ...]:
        """The claims that come out otherwise; those with another word first, then by how far they moved."""
        return tuple(each for each in self.claims if each.changed)


def what_if(before: Report, request: Request, matchers: Matchers | None = None, time_limit: float = SECONDS) -> WhatIf:
    """Judge a case again as if. Raises ProblemsError with everything that is wrong with the request."""
    edited, rulebook = carried_out(before.case, before.rulebook, request)
    after = report_on(edited.case, rulebook, matchers, time_limit)
    touched = _touched(before.case, edited.case)
    claims = claim_changes(before.by_claim, after.by_claim, touched)
    return WhatIf(request, before, after, claims, edited.gone, edited.unlinked)


def claim_changes(
    before: Mapping[str, Verdict], after: Mapping[str, Verdict], touched: frozenset[str]
) -> tuple[ClaimChange, ...]:
    """Every claim before and after; those with another word first, then by how far they moved, then by their ids."""
    ids = dict.fromkeys((*before, *after))
    claims = [_claim(each, before.get(each), after.get(each), touched) for each in ids]
    return tuple(sorted(claims, key=lambda each: (not each.word_changed, -_distance(each), each.claim)))


def _touched(before: Case, after: Case) -> frozenset[str]:
    """The facts that are not the same in both."""
    ids = {fact.id for fact in (*before, *after)}
    models = ((each, before.get(each), after.get(each)) for each in ids)
    return frozenset(each for each, old, new in models if old is None or new is None or old.model != new.model)


def _distance(claim: ClaimChange) -> float:
    middles = [None if each is None else _middle(each) for each in (claim.before, claim.after)]
    return 1.0 if middles[0] is None or middles[1] is None else round(abs(middles[0] - middles[1]), 12)


def _middle(verdict: Verdict) -> float:
    return verdict.opinion.belief + verdict.base_rate * verdict.opinion.uncertainty


def _claim(claim: str, before: Verdict | None, after: Verdict | None, touched: frozenset[str]) -> ClaimChange:
    old, new = _parts(before), _parts(after)
    changes: list[PartChange] = []
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        word = "came" if was is None else "went" if now is None else "moved"
        if was is not None and now is not None and abs(was[0] - now[0]) < _LEAST:
            continue
        facts = tuple(sorted(touched.intersection(*[[*(was or (0, ()))[1], *(now or (0, ()))[1]]])))
        changes.append(PartChange(word, key, None if was is None else was[0], None if now is None else now[0], facts))
    order = {"went": 0, "came": 1, "moved": 2}
    changes.sort(key=lambda each: (order[each.change], -abs((each.after or 0) - (each.before or 0)), str(each.part)))
    verdict = after if after is not None else before
    assert verdict is not None  # it is a claim of one of them
    return ClaimChange(claim, verdict.text, before, after, tuple(changes))


_Parts = Mapping[PartKey, tuple[float, tuple[str, ...]]]


def _parts(verdict: Verdict | None) -> _Parts:
    """What a verdict is made of, each with its size and facts; of two that read alike, the sum and all facts."""
    found: dict[PartKey, tuple[float, tuple[str, ...]]] = {}
    if verdict is None:
        return found

    def add(key: PartKey, size: float, facts: Iterable[str]) -> None:
        old = found.get(key, (0.0, ()))
        found[key] = (round(old[0] + size, 12), (*old[1], *facts))

    for each in verdict.contributions:
        rule = each.id if each.kind == "finding" else ""
        who = each.because if rule else f"{each.who} ({each.because})"
        add(PartKey(each.side, rule, who), each.share, each.facts)
        for sort, parts in (("taken", each.taken), ("raised", each.raised)):
            for part in parts:
                if part.rule:
                    add(PartKey(sort, part.rule, part.because, who if rule else each.who), part.share, ())
    for limit in verdict.constraints:
        add(PartKey("limit", limit.rule, f"{limit.of} at {limit.at}: {limit.because}"), limit.bound, limit.facts)
    return found
