"""HTML: the table of verdicts, as notebooks show it. Everything that comes from a case or a rulebook is escaped."""

from __future__ import annotations

from html import escape

from whosays.explain.report import Report
from whosays.explain.verdict import Verdict

_HEADS = ("claim", "verdict", "P", "confidence", "Admiralty", "naive count", "reports", "origins")


def verdict_table(report: Report) -> str:
    """The table of verdicts, without styles of its own."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in _HEADS)
    rows = "".join(_row(verdict) for verdict in report.verdicts)
    caption = escape(f"{report.case.title}, as of {report.case.as_of or 'a date not stated'}")
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(verdict: Verdict) -> str:
    low, high = verdict.range
    p = f"{verdict.probability:.2f}" if verdict.probability is not None else f"{low:.2f}-{high:.2f}"
    cells = (
        verdict.word,
        p,
        verdict.confidence,
        verdict.admiralty,
        f"{verdict.naive.probability:.2f} {verdict.naive.word}",
        str(verdict.reports),
        str(verdict.origins),
    )
    head = f'<th scope="row" title="{escape(verdict.text)}">{escape(verdict.claim)}</th>'
    return f"<tr>{head}{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
