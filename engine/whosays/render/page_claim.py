"""One claim on the page: its verdict, how it came from the naive count, its parts, the argument."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whosays.explain.argument import argument
from whosays.explain.report import Report
from whosays.explain.steps import Step
from whosays.explain.verdict import Constraint, Contribution, Taken, Verdict
from whosays.facts.case import Case
from whosays.render.figures import adding_up, percent
from whosays.render.html import likelihood
from whosays.render.markup import Content, Markup, join, said, tag
from whosays.render.page_proof import fact_link, rule_link
from whosays.render.svg import draw
from whosays.render.text import describe
from whosays.render.waterfall import printed_steps

_SIDES = (("for", "What counts for it", "belief", "+"), ("against", "What counts against it", "disbelief", "−"))


def claim_section(report: Report, verdict: Verdict) -> Markup:
    """The section of one claim."""
    return tag(
        "article",
        tag("h3", said(verdict.text), id=f"claim-{verdict.claim}"),
        tag("p", verdict.claim, class_="id"),
        _summary(verdict),
        _scale(verdict),
        tag("h4", "From the naive count to the verdict"),
        _steps(report.steps[verdict.claim], verdict),
        join(_side(report.case, verdict, *side) for side in _SIDES),
        _limits(report.case, verdict),
        tag("details", tag("summary", "The argument as a picture"), _picture(report, verdict), class_="picture"),
        tag("p", tag("a", "Back to the verdicts", href="#verdicts"), class_="back"),
        class_="claim",
    )


def _summary(verdict: Verdict) -> Markup:
    naive = verdict.naive
    p = likelihood(verdict)
    told: tuple[tuple[str, Content], ...] = (
        ("Verdict", tag("strong", verdict.word)),
        ("P", p if verdict.probability is not None else f"{p} (left open)"),
        ("Confidence", verdict.confidence),
        ("Admiralty", verdict.admiralty),
        ("Naive count", f"{naive.word}, {naive.probability:.2f} ({naive.asserting} for, {naive.denying} against)"),
        (
            "Said by",
            f"{verdict.reports} reports from {verdict.origins} origins, worth {verdict.effective:.1f} independent",
        ),
    )
    return tag("dl", join(tag("div", tag("dt", name), tag("dd", value)) for name, value in told), class_="summary")


def _scale(verdict: Verdict) -> Markup:
    """P between 0 and 1: a ring for the naive count, a dot or a bar for the verdict. The figures are told above."""
    low, high = (verdict.probability,) * 2 if verdict.probability is not None else verdict.range
    parts = [
        tag("span", class_="verdict", style=_place(low or 0, (high or 0) - (low or 0))),
        tag("span", class_="naive", style=_place(verdict.naive.probability, 0)),
    ]
    ticks = [tag("span", text, class_="tick", style=f"left:{at}%") for at, text in ((0, "0"), (50, "0.5"), (100, "1"))]
    key = tag("p", "● verdict  ○ naive count", class_="key", aria_hidden="true")
    return tag("div", tag("div", join(parts), join(ticks), class_="scale"), key, aria_hidden="true", class_="gauge")


def _steps(steps: Sequence[Step], verdict: Verdict) -> Markup:
    rows = [
        tag(
            "tr",
            tag("th", name, scope="row"),
            tag("td", change, class_="figure"),
            tag("td", p, class_="figure"),
            tag(
                "td",
                tag("span", class_=f"bar {_direction(step)}", style=_between(step)),
                class_="track",
                aria_hidden="true",
            ),
        )
        for (name, change, p), step in zip(printed_steps(steps), steps, strict=True)
    ]
    heads = ("step", "change", "P after")
    head = tag("tr", join(tag("th", each, scope="col") for each in heads), _axis())
    table = tag("table", tag("thead", head), tag("tbody", join(rows)), class_="steps")
    open_ = "With so little to go by, P is only where the arithmetic ends; the verdict gives a range."
    return join(
        (tag("div", table, class_="scroll"), tag("p", open_, class_="quiet") if verdict.probability is None else "")
    )


def _axis() -> Markup:
    ends = (tag("span", text, style=f"left:{at}%") for at, text in ((0, "0"), (50, "0.5"), (100, "1")))
    return tag("td", join(ends), class_="axis", aria_hidden="true")


def _side(case: Case, verdict: Verdict, side: str, title: str, of: str, sign: str) -> Markup:
    parts = verdict.side(side)
    total = verdict.weighed.belief if side == "for" else verdict.weighed.disbelief
    counted = [each for each in parts if each.share > 0]
    figures = [*adding_up([each.share for each in counted]), *([""] * (len(parts) - len(counted)))]
    ordered = [*counted, *(each for each in parts if each.share <= 0)]
    whole = f"{of} {adding_up([total])[0]}"
    if not parts:
        return join((tag("h4", f"{title}: {whole}"), tag("p", "Nothing.", class_="quiet")))
    largest = max((each.share for each in verdict.contributions), default=0.0)
    items = join(
        tag("li", _contribution(case, each, f"{sign}{figure}" if figure else "", largest))
        for each, figure in zip(ordered, figures, strict=True)
    )
    return join((tag("h4", f"{title}: {whole}"), tag("ul", items, class_=f"parts {side}")))


def _contribution(case: Case, each: Contribution, figure: str, largest: float) -> Markup:
    """A contribution with its bar, which shares its scale with all bars of the claim."""
    bar = tag("span", class_="bar", style=f"width:{each.share / largest * 100:.1f}%") if figure else ""
    summary = tag(
        "summary",
        tag("span", figure or "none", class_="figure" if figure else "figure none"),
        tag("span", bar, class_="meter", aria_hidden="true"),
        tag("span", said(describe(each)), class_="what"),
    )
    notes: list[Content] = []
    left = percent(each.weight / each.mass) if each.mass else "0%"
    notes.append(join((f"Evidence of {each.mass:g}, of which {left} is left.",)))
    if each.kind == "finding":
        notes.append(join(("Found by ", rule_link(each.id, each.who), ".")))
    if each.counts_with:
        notes.append(join(("Counts as one with ", said(each.counts_with), ".")))
    notes += [join(("Counts one step more: ", _reason(each_raised))) for each_raised in each.raised]
    notes += _taken(each.taken)
    return tag("details", summary, tag("ul", join(tag("li", note) for note in notes), _facts(case, each.facts)))


def _limits(case: Case, verdict: Verdict) -> Markup:
    items = [tag("li", _limit(case, each)) for each in verdict.constraints]
    if verdict.base_rate_because:
        text = join((f"starting from {verdict.base_rate:.2f}: ", said(verdict.base_rate_because)))
        items.append(tag("li", tag("p", text)))
    return (
        join((tag("h4", "Limits and base rate"), tag("ul", join(items), class_="parts limits"))) if items else join(())
    )


def _limit(case: Case, each: Constraint) -> Markup:
    sort = "floor" if each.at == "least" else "ceiling"
    bound = f"{each.of} at {each.at} {each.bound:.2f}" if each.in_force else f"{sort} on {each.of}, all taken away"
    summary = tag("summary", tag("span", join((f"{bound}: ", said(each.because))), class_="what"))
    notes = [join(("Found by ", rule_link(each.rule, ""), ".")), *_taken(each.taken)]
    return tag("details", summary, tag("ul", join(tag("li", note) for note in notes), _facts(case, each.facts)))


def _taken(taken: Iterable[Taken]) -> list[Markup]:
    return [join((f"Less {percent(each.share)}: ", _reason(each))) for each in taken]


def _reason(each: Taken) -> Markup:
    return join((said(each.because), *((" (", rule_link(each.rule, ""), ")") if each.rule else ())))


def _facts(case: Case, facts: Iterable[str]) -> Content:
    links = [fact_link(case, each) for each in facts if case[each].kind != "source"]
    return tag("li", "Facts: ", join(links, ", ")) if links else ""


def _picture(report: Report, verdict: Verdict) -> Markup:
    name = "Picture of the argument; the same is told in words above"
    picture = draw(argument(report.case, verdict))
    return tag("div", picture, class_="scroll", role="region", aria_label=name, tabindex="0")


def _direction(step: Step) -> str:
    return "up" if step.change >= 0.005 else "down" if step.change <= -0.005 else "level"


def _between(step: Step) -> str:
    """Where the bar of a step lies: between the P before and the P after it."""
    return _place(min(step.probability, step.probability - step.change), abs(step.change))


def _place(start: float, width: float) -> str:
    return f"left:{start * 100:.1f}%;width:{width * 100:.1f}%"
