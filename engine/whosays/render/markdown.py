"""The report in Markdown (CommonMark with tables): all verdicts, then one claim in full, or all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from whosays.explain.report import Report
from whosays.explain.verdict import Contribution, Taken, Verdict
from whosays.facts.case import Case
from whosays.render.clean import clean
from whosays.render.figures import adding_up, percent
from whosays.render.lines import plural
from whosays.render.text import describe, likelihood, limit
from whosays.render.waterfall import printed_steps
from whosays.render.why_facts import fact_ids

# A backslash before any of them makes it a plain character (CommonMark 2.4); "@" and "#" would name people and issues.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+.!|~$&@:-])")
_NEEDS_NONE = re.compile(r"(?<=[^\W\d_])\\([.:-])(?=[\w ])|(?<=\w)\\([.:!])$|(?<=[\w ])\\([()])")
_HEADS = ("claim", "verdict", "P", "confidence", "Admiralty", "naive count", "reports", "origins")


def render_markdown(report: Report, claim: str | None = None) -> str:
    """The report; without a claim, all of them in full."""
    return "\n".join(_lines(report, claim))


def _lines(report: Report, claim: str | None) -> Iterator[str]:
    case, book = report.case, report.rulebook.rulebook
    yield from (f"# {escaped(case.title)}", "")
    if case.question:
        yield from (escaped(case.question), "")
    yield (
        f"As of {escaped(case.as_of or 'a date not stated')}. {plural(len(case), 'fact')}, "
        f"{plural(len(case.of_kind('report')), 'report')} by {plural(len(case.of_kind('source')), 'source')}. "
        f"Rulebook {escaped(f'{book.id} {book.version}')}, whosays {report.engine}."
    )
    for rule, why in sorted(book.disabled.items()):
        yield from ("", f"Not applied: {escaped(rule)} ({escaped(why)}).")
    if not report.verdicts:
        yield from ("", "The case has no claims.")
        return
    yield from ("", *_table(_HEADS, map(_row, report.verdicts)))
    for verdict in [report.by_claim[claim]] if claim else report.verdicts:
        yield from ("", *_claim(report, verdict))
    yield from ("", "It weighs what is said; it never claims truth.")


def _row(verdict: Verdict) -> tuple[str, ...]:
    p = likelihood(verdict).removeprefix("P ").removeprefix("anywhere from ").replace(" to ", "–")
    naive = f"{verdict.naive.probability:.2f} {verdict.naive.word}"
    counts = (str(verdict.reports), str(verdict.origins))
    return (escaped(verdict.claim), f"**{verdict.word}**", p, verdict.confidence, verdict.admiralty, naive, *counts)


def _claim(report: Report, verdict: Verdict) -> Iterator[str]:
    naive = verdict.naive
    yield from (f"## {escaped(verdict.claim)}", "", f"> {escaped(verdict.text)}", "")
    yield f"Verdict: **{verdict.word}**, {likelihood(verdict)}."
    yield f"Confidence: {verdict.confidence}. Admiralty: {verdict.admiralty}."
    yield f"Naive count: {naive.word}, P {naive.probability:.2f} ({naive.asserting} for, {naive.denying} against)."
    yield (
        f"{plural(verdict.reports, 'report')} from {plural(verdict.origins, 'origin')}; "
        f"the leading side is worth {verdict.effective:.1f} independent ones."
    )
    yield from ("", "### From the naive count to the verdict", "")
    yield from _table(("step", "change", "P after"), printed_steps(report.steps[verdict.claim]))
    for side, title, sign in (("for", "What counts for it", "+"), ("against", "What counts against it", "−")):
        yield from ("", *_side(verdict, side, title, sign))
    if verdict.constraints or verdict.base_rate_because:
        yield from ("", "### Limits and base rate", "")
    for each in verdict.constraints:
        yield f"- {escaped(limit(each))} (`{each.rule}`)"
        yield from _taken(each.taken)
    if verdict.base_rate_because:
        yield f"- starting from {verdict.base_rate:.2f}: {escaped(verdict.base_rate_because)}"
    yield from _facts(report.case, verdict)


def _side(verdict: Verdict, side: str, title: str, sign: str) -> Iterator[str]:
    total = verdict.weighed.belief if side == "for" else verdict.weighed.disbelief
    parts = verdict.side(side)
    counted = [each for each in parts if each.share > 0]
    yield from (f"### {title}: {adding_up([total])[0]}", "")
    if not parts:
        yield "Nothing."
    figures = [f"{sign}{figure}" for figure in adding_up([each.share for each in counted])]
    ordered = [*counted, *(each for each in parts if each.share <= 0)]
    for each, figure in zip(ordered, [*figures, *["none"] * (len(parts) - len(counted))], strict=True):
        yield from _contribution(each, figure)


def _contribution(each: Contribution, figure: str) -> Iterator[str]:
    rule = f" (`{each.id}`)" if each.kind == "finding" else ""
    yield f"- **{figure}** {escaped(describe(each))}{rule}"
    if each.counts_with:
        yield f"  - counts as one with: {escaped(each.counts_with)}"
    for raised in each.raised:
        yield f"  - counts one step more: {escaped(raised.because)} (`{raised.rule}`)"
    yield from _taken(each.taken)


def _taken(taken: Iterable[Taken]) -> Iterator[str]:
    for each in taken:
        rule = f" (`{each.rule}`)" if each.rule else ""
        yield f"  - less {percent(each.share)}: {escaped(each.because)}{rule}"


def _facts(case: Case, verdict: Verdict) -> Iterator[str]:
    facts = [case[each] for each in fact_ids(verdict) if case[each].kind != "source"]
    if facts:
        yield from ("", "### Facts", "")
    for fact in facts:
        mark = fact.mark
        yield f"- `{fact.id}` ({escaped(fact.kind)}{escaped(f', {mark.file}:{mark.line}') if mark.line else ''})"
        for quote in fact.model.seen_in:
            document = case[quote.document]
            where = document.get("title") or document.model.name or document.get("file") or document.id
            if quote.quote:
                yield f"  - “{escaped(quote.quote)}” — {escaped(where)}"
        if fact.model.reading:
            yield f"  - reading: {escaped(fact.model.reading)}"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = tuple(heads)
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def escaped(text: str) -> str:
    """Text that means nothing to Markdown, nor HTML to what shows it; marks inside words and sentences stay bare."""
    return _NEEDS_NONE.sub(
        lambda found: next(each for each in found.groups() if each), _SPECIAL.sub(r"\\\1", clean(text))
    )
