"""The table of verdicts in HTML: the first part of a report, and what notebooks show."""

from __future__ import annotations

from whosays.explain.report import Report
from whosays.explain.verdict import Verdict
from whosays.render.markup import Markup, join, said, tag

_HEADS = ("claim", "verdict", "P", "confidence", "Admiralty", "naive count", "reports", "origins")


def verdict_table(report: Report) -> str:
    """The table of verdicts, without styles of its own."""
    return str(verdict_rows(report))


def verdict_rows(report: Report, shown: frozenset[str] = frozenset()) -> Markup:
    """The table of verdicts; the claims that are shown on the same page are linked."""
    head = tag("tr", join(tag("th", name, scope="col") for name in _HEADS))
    rows = join(_row(verdict, linked=verdict.claim in shown) for verdict in report.verdicts)
    caption = tag("caption", said(report.case.title), f", as of {report.case.as_of or 'a date not stated'}")
    return tag("table", caption, tag("thead", head), tag("tbody", rows), class_="verdicts")


def likelihood(verdict: Verdict) -> str:
    """P, or the range that is left open."""
    low, high = verdict.range
    return f"{verdict.probability:.2f}" if verdict.probability is not None else f"{low:.2f}-{high:.2f}"


def _row(verdict: Verdict, *, linked: bool) -> Markup:
    cells = (
        tag("strong", verdict.word),
        likelihood(verdict),
        verdict.confidence,
        verdict.admiralty,
        f"{verdict.naive.probability:.2f} {verdict.naive.word}",
        str(verdict.reports),
        str(verdict.origins),
    )
    name = tag("a", verdict.claim, href=f"#claim-{verdict.claim}") if linked else verdict.claim
    text = tag("span", said(verdict.text), class_="text")
    head = tag("th", name, " ", text, scope="row", title=verdict.text)
    return tag("tr", head, join(tag("td", cell) for cell in cells))
