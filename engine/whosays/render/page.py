"""A report as one HTML page that needs nothing else: no request, no script; printed, dark and by keyboard alike.

Written with plain functions over `markup`, not with templates: what is escaped is then a matter of types, which mypy
checks, and nothing has to be imported, compiled or shipped beside the code.
"""

from __future__ import annotations

from collections.abc import Sequence

from whosays.explain.report import Report
from whosays.explain.verdict import Verdict
from whosays.render.html import verdict_rows
from whosays.render.lines import plural
from whosays.render.markup import Markup, join, raw, said, tag
from whosays.render.page_claim import claim_section
from whosays.render.page_proof import fact_section, facts_behind, rule_section, rules_behind
from whosays.render.page_style import STYLE

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render_html(report: Report, claim: str | None = None) -> str:
    """The page: all verdicts, then one claim in full, or all of them where none is named."""
    shown = [report.by_claim[claim]] if claim else list(report.verdicts)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content=f"whosays {report.engine}"),
        tag("title", f"{report.case.title}: verdicts"),
        tag("style", raw(STYLE)),
    )
    skip = tag("a", "Skip to the verdicts", class_="skip", href="#verdicts")
    body = tag("body", skip, _header(report), _main(report, shown), _footer(report), id="top")
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}"


def _header(report: Report) -> Markup:
    case, book = report.case, report.rulebook.rulebook
    counted = (
        f"{plural(len(case), 'fact')}, {plural(len(case.of_kind('report')), 'report')} "
        f"by {plural(len(case.of_kind('source')), 'source')}. Rulebook {book.id} {book.version}."
    )
    links = (("verdicts", "Verdicts"), ("claims", "Claims"), ("rules", "Rules"), ("facts", "Facts"), ("about", "About"))
    return tag(
        "header",
        tag("p", "whosays", class_="brand"),
        tag("h1", said(case.title)),
        tag("p", said(case.question), class_="question") if case.question else "",
        tag("p", f"As of {case.as_of or 'a date not stated'}. {counted}", class_="quiet"),
        tag("p", "Sources are not named in this report.", class_="quiet") if report.is_public else "",
        tag(
            "nav", tag("ul", join(tag("li", tag("a", text, href=f"#{key}")) for key, text in links)), aria_label="Parts"
        ),
    )


def _main(report: Report, shown: Sequence[Verdict]) -> Markup:
    facts, rules = facts_behind(report.case, shown), rules_behind(report.rulebook, shown)
    return tag(
        "main",
        tag("section", tag("h2", "Verdicts", id="verdicts", tabindex="-1"), _verdicts(report, shown), _reading()),
        tag("section", tag("h2", "Claims", id="claims"), join(claim_section(report, each) for each in shown)),
        rule_section(rules),
        fact_section(report.case, facts, shown),
    )


def _verdicts(report: Report, shown: Sequence[Verdict]) -> Markup:
    if not report.verdicts:
        return tag("p", "The case has no claims.")
    table = verdict_rows(report, frozenset(each.claim for each in shown))
    return tag("div", table, class_="scroll", role="region", aria_label="Table of verdicts", tabindex="0")


def _reading() -> Markup:
    told = (
        ("P", "the probability by the rules and facts given here; a range where there is too little to give one."),
        (
            "verdict",
            "the likelihood word of ICD 203 for P; insufficient: it cannot be judged; conflicted: strong both ways.",
        ),
        ("Admiralty", "the letter of the strongest source that says so, and the number of the information."),
        ("naive count", "what counting outlets would say, with no rules; claims stand in order of distance from it."),
        ("bars", "those of one claim share a scale: the longest is the largest contribution to it."),
    )
    items = join(join((tag("dt", name), tag("dd", text))) for name, text in told)
    return tag("details", tag("summary", "How to read this"), tag("dl", items, class_="told"))


def _footer(report: Report) -> Markup:
    case, rulebook = report.case, report.rulebook
    stamp = [
        ("engine", f"whosays {report.engine}"),
        ("rulebook", f"{rulebook.rulebook.id} {rulebook.rulebook.version}"),
    ]
    stamp.append(("sha256 of the rulebook", rulebook.digest))
    if not report.is_public:
        stamp += [("case", case.id), ("sha256 of the case", case.hash)]
    stamp += [(f"not applied: {rule}", why) for rule, why in sorted(rulebook.rulebook.disabled.items())]
    items = join(join((tag("dt", name), tag("dd", said(text)))) for name, text in stamp)
    weighs = "It weighs what is said; it never claims truth. The same facts and rules give this same page."
    return tag("footer", tag("h2", "About", id="about"), tag("p", weighs), tag("dl", items, class_="stamp"))
