"""One verdict as text, down to the quoted facts: what counts, what was taken from it, and where each fact was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whosays.explain.report import Report
from whosays.explain.verdict import Contribution, Taken, Verdict
from whosays.facts.case import Case, CaseFact
from whosays.render.figures import adding_up, percent
from whosays.render.lines import wrapped
from whosays.render.text import claim_head, describe, limit, limits_step, starting


def render_why(report: Report, claim: str) -> str:
    """The explanation of one verdict."""
    verdict = report.by_claim[claim]
    seen: dict[str, int] = {}
    lines = claim_head(verdict)
    for side, letter in (("for", "b"), ("against", "d")):
        lines += ["", *_side(report.case, verdict, side, letter, seen)]
    if verdict.constraints:
        lines += ["", limits_step(verdict)]
    for each in verdict.constraints:
        lines += wrapped(f"{limit(each)} [{each.rule}]", "    ", "      ")
        lines += [*_taken(each.taken, "      "), *_facts(report.case, each.facts, seen, "      ")]
    lines += [line for text in starting(verdict) for line in wrapped(text.strip(), "  ", "    ")]
    return "\n".join(lines)


def _side(case: Case, verdict: Verdict, side: str, letter: str, seen: dict[str, int]) -> Iterator[str]:
    parts = verdict.side(side)
    counted = [each for each in parts if each.share > 0]
    total = verdict.weighed.belief if side == "for" else verdict.weighed.disbelief
    yield f"  {side} it: {letter} = {adding_up([total])[0]}" + ("" if parts else ", nothing")
    figures = adding_up([each.share for each in counted])
    for each, figure in zip(
        (*counted, *(each for each in parts if each.share == 0)), (*figures, *[""] * len(parts)), strict=False
    ):
        yield from _contribution(case, each, figure, "+" if side == "for" else "-", seen)


def _contribution(case: Case, each: Contribution, figure: str, sign: str, seen: dict[str, int]) -> Iterator[str]:
    label = f"{sign}{figure}" if figure else "  -  "
    rule = f" [{each.id}]" if each.kind == "finding" else ""
    yield from wrapped(f"{describe(each)}{rule}", f"    {label}  ", "           ")
    indent = "           "
    if each.counts_with:
        yield from wrapped(f"counts as one with: {each.counts_with}", indent, indent + "  ")
    for raised in each.raised:
        yield from wrapped(f"counts one step more: {raised.because} [{raised.rule}]", indent, indent + "  ")
    yield from _taken(each.taken, indent)
    yield from _facts(case, each.facts, seen, indent)


def _taken(taken: Iterable[Taken], indent: str) -> Iterator[str]:
    for each in taken:
        rule = f" [{each.rule}]" if each.rule else ""
        yield from wrapped(f"less {percent(each.share)}: {each.because}{rule}", indent, indent + "  ")


def _facts(case: Case, ids: Iterable[str], seen: dict[str, int], indent: str) -> Iterator[str]:
    """The facts behind a part, with their quotes; a fact that was quoted above is only named again."""
    for fact_id in ids:
        fact = case[fact_id]
        if not case.vocabulary[fact.kind].is_evidence and fact.kind != "source":
            continue
        if fact_id in seen:
            yield from wrapped(f"fact {fact_id}: see above", indent, indent + "  ")
            continue
        if fact.kind == "source":
            continue
        seen[fact_id] = len(seen)
        yield from wrapped(f"fact {fact_id} ({fact.kind}, {fact.mark.file}:{fact.mark.line})", indent, indent + "  ")
        yield from _quotes(case, fact, indent + "  ")


def _quotes(case: Case, fact: CaseFact, indent: str) -> Iterator[str]:
    for quote in fact.model.seen_in:
        document = case[quote.document]
        where = document.get("file") or document.model.name or document.id
        if quote.quote:
            yield from wrapped(f"“{quote.quote}” — {where}", indent, indent)
    if fact.model.reading:
        yield from wrapped(f"reading: {fact.model.reading}", indent, indent)
