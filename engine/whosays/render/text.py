"""The report as text: a table of all claims, then one of them in full, in 100 columns and about 40 lines."""

from __future__ import annotations

from collections.abc import Sequence

from whosays.explain.report import Report
from whosays.explain.verdict import Constraint, Contribution, Verdict
from whosays.render.figures import adding_up, percent
from whosays.render.lines import fit, plural, wrapped

_ROWS = "{:<16} {:<19} {:<9} {:<10} {:<4} {:<24} {}"
_SHOWN = 4  # contributions of a side; the rest are summed up


def render_text(report: Report, claim: str | None = None) -> str:
    """The whole report; `claim` is the one shown in full, else the one furthest from the naive count."""
    case, rulebook = report.case, report.rulebook
    book = rulebook.rulebook
    lines = [fit(f"{case.title} ({case.id}), as of {case.as_of or 'a date not stated'}")]
    lines.append(
        fit(
            f"{plural(len(case), 'fact')}, {plural(len(case.of_kind('report')), 'report')} by "
            f"{plural(len(case.of_kind('source')), 'source')}; rulebook {book.id} {book.version}, "
            f"whosays {report.engine}"
        )
    )
    lines += [f"not applied: {rule} ({why})" for rule, why in sorted(book.disabled.items())]
    if not report.verdicts:
        return "\n".join([*lines, "", "The case has no claims."])
    header = _ROWS.format("claim", "verdict", "P", "confidence", "Adm.", "naive count", "said/origins")
    lines += ["", header, *(_row(verdict) for verdict in report.verdicts), ""]
    shown = report.by_claim[claim] if claim else report.verdicts[0]
    return "\n".join([*lines, *claim_head(shown), *_sides(shown), *constraint_lines(shown)])


def claim_head(verdict: Verdict) -> list[str]:
    """The claim, its verdict, and the naive count beside it."""
    naive = verdict.naive
    counted = f"{plural(naive.asserting, 'outlet')} for, {naive.denying} against"
    return [
        *wrapped(f"{verdict.claim}: {verdict.text}"),
        # ICD 203: a likelihood and a confidence never share a sentence.
        fit(
            f"  Verdict: {verdict.word}, {likelihood(verdict)}. Confidence: {verdict.confidence}. "
            f"Admiralty: {verdict.admiralty}."
        ),
        fit(f"  Naive count: {naive.word}, P {naive.probability:.2f} ({counted})."),
        fit(
            f"  Weighed: {plural(verdict.reports, 'report')} from {plural(verdict.origins, 'origin')}; "
            f"the leading side is worth {verdict.effective:.1f} independent ones."
        ),
    ]


def likelihood(verdict: Verdict) -> str:
    """The probability, or what is left open where there is too little to give one."""
    if verdict.probability is not None:
        return f"P {verdict.probability:.2f}"
    return f"P anywhere from {verdict.range[0]:.2f} to {verdict.range[1]:.2f}"


def constraint_lines(verdict: Verdict) -> list[str]:
    """Floors and ceilings in force, and what they did, as one step; then where the verdict starts from."""
    lines = [f"    {limit(each)}" for each in verdict.constraints if each.in_force]
    if lines:
        lines.insert(0, limits_step(verdict))
    return [fit(line) for line in (*lines, *starting(verdict))]


def limits_step(verdict: Verdict) -> str:
    """What all floors and ceilings did."""
    before, after = verdict.weighed, verdict.opinion
    step = f"b {before.belief:.2f} -> {after.belief:.2f}, d {before.disbelief:.2f} -> {after.disbelief:.2f}"
    return f"  limits: {step}"


def limit(each: Constraint) -> str:
    """A floor or ceiling as a clause."""
    if each.in_force:
        return f"{each.of} at {each.at} {each.bound:.2f}: {each.because}"
    kind = "floor" if each.at == "least" else "ceiling"
    return f"a {kind} on {each.of}, all of it taken away: {each.because}"


def starting(verdict: Verdict) -> list[str]:
    """The base rate and why it is so, where it is not even."""
    because = verdict.base_rate_because
    return [f"  starting from {verdict.base_rate:.2f}: {because}"] if because else []


def describe(each: Contribution) -> str:
    """A contribution as a clause: who says so by what way, or what was found."""
    if each.kind == "finding":
        return each.because
    relayed = f", by way of {', '.join(each.path[1:])}" if len(each.path) > 1 else ""
    return f"{each.who} ({each.because}){relayed}"


def taken_away(each: Contribution) -> str:
    """What discounts and undercuts left of it."""
    left = each.weight / each.mass if each.mass else 0.0
    return f" [{percent(left)} of {each.mass:g} left]" if left < 1 - 1e-9 else ""


def _row(verdict: Verdict) -> str:
    p = (
        f"{verdict.probability:.2f}"
        if verdict.probability is not None
        else f"{verdict.range[0]:.2f}-{verdict.range[1]:.2f}"
    )
    naive = f"{verdict.naive.probability:.2f} {verdict.naive.word}"
    counts = f"{verdict.reports} / {verdict.origins}"
    return fit(
        _ROWS.format(fit(verdict.claim, 16), verdict.word, p, verdict.confidence, verdict.admiralty, naive, counts)
    )


def _sides(verdict: Verdict) -> list[str]:
    lines: list[str] = []
    for side, letter, sign in (("for", "b", "+"), ("against", "d", "-")):
        parts = [each for each in verdict.side(side) if each.share > 0]
        total = verdict.weighed.belief if side == "for" else verdict.weighed.disbelief
        lines.append(f"  {side} it: {letter} = {adding_up([total])[0]}" + ("" if parts else ", nothing"))
        lines += [fit(f"    {sign}{figure}  {text}") for figure, text in _summed(parts)]
    return lines


def _summed(parts: Sequence[Contribution]) -> list[tuple[str, str]]:
    """The largest parts and the sum of the others, with figures that add up."""
    shown, others = (parts, ()) if len(parts) <= _SHOWN + 1 else (parts[:_SHOWN], parts[_SHOWN:])
    figures = adding_up([*(each.share for each in shown), *([sum(each.share for each in others)] if others else [])])
    texts = [describe(each) + taken_away(each) for each in shown]
    return list(zip(figures, [*texts, *([f"{len(others)} more (whosays why)"] if others else [])], strict=True))
