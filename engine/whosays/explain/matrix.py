"""Competing claims beside each other: what each voice and each finding weighs for or against each of them.

The view is that of the analysis of competing hypotheses (Heuer); the weights are those that gave the verdicts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whosays.explain.judgement import Judgement, judgements
from whosays.explain.report import Report
from whosays.explain.verdict import Contribution, Verdict
from whosays.explain.wording import name_of
from whosays.facts.case import Case

_DIGITS = 12
_SLIGHT = 0.05  # evidence below this is marked 0


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row weighs on a claim: parts of b and d (they add up to them), and the evidence behind both, signed.

    `mark` is ++ or -- from the size of a moderate finding up, + or - below, 0 where what was said counts for next to
    nothing, and empty where nothing was said.
    """

    claim: str
    belief: float
    disbelief: float
    evidence: float
    mark: str


@dataclass(frozen=True, slots=True)
class Row:
    """A voice (a source with all it says first) or a finding (a rule and its sentence), with a cell a claim.

    `diagnosticity` is how far its evidence on one claim is from that on another: 0 says that it tells them not apart.
    """

    kind: str  # "origin" or "finding"
    id: str  # of the source, or of the rule
    who: str
    cells: tuple[Cell, ...]
    diagnosticity: float


@dataclass(frozen=True, slots=True)
class Assumed:
    """Something a verdict takes as given: an "assumption", a "reading" of a text, or a source whose letter is F."""

    kind: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A claim, its verdict, what its column adds up to, and what it takes as given."""

    claim: str
    text: str
    verdict: Judgement
    belief: float
    disbelief: float
    assumed: tuple[Assumed, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows that tell the claims best apart first."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def matrix(report: Report, claims: Sequence[str] = ()) -> Matrix:
    """The matrix of these claims; of those that compete by what the case says, if none are named; else of all."""
    chosen = tuple(dict.fromkeys(claims)) or competing(report.case)
    short = judgements(report.assessment.gathered, report.assessment.weighed)
    verdicts = [report.by_claim[claim] for claim in chosen]
    columns = tuple(
        Column(
            each.claim,
            each.text,
            short[each.claim],
            each.weighed.belief,
            each.weighed.disbelief,
            tuple(_assumed(report.case, each)),
        )
        for each in verdicts
    )
    return Matrix(columns, tuple(_rows(report, verdicts)))


def competing(case: Case) -> tuple[str, ...]:
    """The claims that exclude, narrow or are put in the place of another, or do not go well with it; else all."""
    found: set[str] = set()
    for claim in case.of_kind("claim"):
        others = {*claim.get("excludes"), *claim.get("narrows")}
        found |= {claim.id, *others} if others else set()
    for alternative in case.of_kind("alternative"):
        if alternative.get("instead"):
            found |= {alternative.get("claim"), alternative.get("instead")}
    for tension in case.of_kind("tension"):
        found |= set(tension.get("claims"))
    return tuple(claim.id for claim in case.of_kind("claim") if claim.id in found or not found)


def _rows(report: Report, verdicts: Sequence[Verdict]) -> Iterator[Row]:
    parts: dict[tuple[str, str, str], dict[str, list[Contribution]]] = {}
    for verdict in verdicts:
        for each in verdict.contributions:
            parts.setdefault(_key(report.case, each), {}).setdefault(verdict.claim, []).append(each)
    moderate = report.rulebook.numbers.strengths["moderate"]
    whole = _whole(report)
    rows = []
    for (kind, id_, who), by_claim in parts.items():
        cells = tuple(
            _cell(verdict.claim, by_claim.get(verdict.claim, ()), whole[verdict.claim], moderate)
            for verdict in verdicts
        )
        evidence = [cell.evidence for cell in cells]
        rows.append(Row(kind, id_, who, cells, round(max(evidence) - min(evidence), _DIGITS) + 0.0))
    yield from sorted(rows, key=lambda row: (-row.diagnosticity, row.kind != "origin", row.id, row.who))


def _key(case: Case, each: Contribution) -> tuple[str, str, str]:
    """What makes two parts one row: one source, or one sentence of one rule."""
    if each.kind == "finding":
        return each.kind, each.id, each.because
    source = case[case[each.id].get("by")]
    return each.kind, source.id, name_of(case, source)


def _whole(report: Report) -> dict[str, float]:
    """K of each claim: what a share is a share of."""
    opinions = report.assessment.weighed.opinions
    whole = (2.0 / opinions.uncertainty).tolist()
    return {claim.id: whole[index] for index, claim in enumerate(report.assessment.gathered.claims)}


def _cell(claim: str, parts: Sequence[Contribution], whole: float, moderate: float) -> Cell:
    belief = round(sum(each.share for each in parts if each.side == "for"), _DIGITS) + 0.0
    disbelief = round(sum(each.share for each in parts if each.side == "against"), _DIGITS) + 0.0
    evidence = round((belief - disbelief) * whole, _DIGITS) + 0.0
    sign = "+" if evidence > 0 else "-"
    size = abs(evidence)
    mark = "" if not parts else "0" if size < _SLIGHT else sign if size < moderate - 1e-9 else sign * 2
    return Cell(claim, belief, disbelief, evidence, mark)


def _assumed(case: Case, verdict: Verdict) -> Iterator[Assumed]:
    for fact in case.of_kind("assumption"):
        if fact.get("claim") in {None, verdict.claim}:
            yield Assumed("assumption", fact.id, str(fact.get("text")))
    counted = [each for each in verdict.contributions if each.share > 0]
    used = {fact for each in counted for fact in each.facts}
    used |= {fact for each in verdict.constraints if each.in_force for fact in each.facts}
    for id_ in sorted(used):
        if case[id_].model.reading:
            yield Assumed("reading", id_, str(case[id_].model.reading))
    heard = {case[fact].get("by") for each in counted if each.kind == "origin" for fact in each.facts}
    for id_ in sorted(heard):
        if case[id_].get("reliability") == "F":
            yield Assumed("letter F", id_, name_of(case, case[id_]))
