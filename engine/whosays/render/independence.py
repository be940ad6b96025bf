"""The voices on a claim as text in 100 columns, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from whosays.explain.independence import Independence
from whosays.explain.judgement import Judgement
from whosays.explain.passing_on import Chain, Passed, Rests
from whosays.explain.report import Report
from whosays.explain.tied import Tied
from whosays.explain.undeclared import Undeclared
from whosays.render.figures import percent
from whosays.render.json import json_text, plain, stamp
from whosays.render.lines import fit, plural, wrapped

SCHEMA = "whosays/independence/1"
_SHOWN = 2  # reasons for a tie; the rest are counted
_LEAST = 0.005  # what is less rounds to nothing


def independence_dict(report: Report, found: Independence) -> dict[str, Any]:
    """As plain values, by the schema whosays/independence/1."""
    return {**stamp(report, SCHEMA), **plain(found)}


def render_independence_json(report: Report, found: Independence) -> str:
    """As JSON."""
    return json_text(independence_dict(report, found))


def render_independence(found: Independence) -> str:
    """The counts, the chains, the ties, and what hangs on what is not told."""
    counts = f"{plural(found.reports, 'report')} from {plural(found.origins, 'origin')}"
    leading = {"for": "the side for it leads", "against": "the side against it leads", "neither": "no side leads"}
    lines = [
        *wrapped(f"{found.claim}: {found.text}"),
        f"  {counts}; {leading[found.leading]}.",
        f"  With its findings the leading side is worth {found.effective:.1f} independent ones.",
    ]
    for chain in found.chains:
        lines += ["", *_chain(chain)]
    for loop in found.loops:
        what = "count as one origin" if loop.one_origin else "add nothing to each other"
        lines += ["", *wrapped(f"rest on each other, and {what}: {', '.join(loop.reports)}", "  ", "    ")]
    if found.tied:
        lines += ["", "  Not independent:"]
        for each in found.tied:
            lines += _tied(each) if each.kind == "origin" else ()
        lines += _findings([each for each in found.tied if each.kind == "finding"])
    lines += ["", *_undeclared(found.undeclared, found.verdict)]
    return "\n".join(lines)


def _chain(chain: Chain) -> Iterator[str]:
    for passed in chain.reports:
        if passed.depth == 0 and passed.report == chain.origin:
            worth = ", ".join(f"evidence {each.evidence:.2f} {each.side} it" for each in chain.held)
            ring = f"; a ring of {len(chain.ring)} reports" if chain.ring else ""
            what = worth if chain.counted else "counts for nothing"
            yield from wrapped(f"{_named(passed)}: {what}{ring}", "  ", "    ")
        else:
            indent = "    " * max(1, min(passed.depth, 10))
            yield from wrapped(f"└ {_named(passed)}: {_why(passed)}", indent, indent + "  ")


def _named(passed: Passed) -> str:
    """Who says so, in what outlet, when."""
    outlet = passed.outlet if passed.outlet != passed.who else ""
    where = ", ".join(each for each in (outlet, passed.published) if each)
    basis = f", {passed.basis}" if passed.basis else ""
    return f"{passed.who} ({where}{basis})" if where else f"{passed.who}{f' ({passed.basis})' if passed.basis else ''}"


def _why(passed: Passed) -> str:
    first, others = passed.rests_on[:1], passed.rests_on[1:]
    parts = [_rests(each) for each in first] or ["in the ring"]
    if others:
        parts.append(f"also rests on {', '.join(each.who for each in others)}")
    if passed.repeats:
        parts.append(f"tells the story of {passed.repeats} again")
    if not passed.speaks:
        parts.append("speaks on another claim")
    return "; ".join(parts)


def _rests(each: Rests) -> str:
    return f"{each.because} [{each.rule}]" if each.rule else each.because


def _tied(each: Tied) -> Iterator[str]:
    yield from wrapped(f"{each.who} ({each.side} it) {_adds([each])}", "    ", "      ")
    told = dict.fromkeys((tie.because, tie.rule, tie.keeps) for tie in each.ties)
    for because, rule, keeps in list(told)[:_SHOWN]:
        left = f"the weaker keeps {percent(keeps)}" if keeps > 0 else "one voice"
        yield from wrapped(f"{left}: {because}{f' [{rule}]' if rule else ''}", "      ", "        ")
    if len(told) > _SHOWN:
        yield f"      and for {plural(len(told) - _SHOWN, 'more reason')}"


def _findings(tied: Sequence[Tied]) -> Iterator[str]:
    """The findings that ties took something from, summed up: `why` has each of them."""
    for side in ("for", "against"):
        found = [each for each in tied if each.side == side]
        if found:
            what = f"{plural(len(found), 'finding')} {side} it {_adds(found)}"
            yield f"    {what}: they rest on one fact, or say much the same"


def _adds(tied: Sequence[Tied]) -> str:
    """How much of their evidence tied items still add."""
    evidence = sum(each.evidence for each in tied)
    left = evidence - sum(each.took for each in tied)
    verb = "adds" if len(tied) == 1 else "add"
    return f"{verb} {left:.2f} of {evidence:.2f}" if left >= _LEAST else f"{verb} nothing of {evidence:.2f}"


def _undeclared(found: Undeclared, verdict: Judgement) -> Iterator[str]:
    if not found.reports:
        yield "  Every report says how its speaker knows, or whom it cites."
        return
    names = plural(len(found.reports), "report")
    says = "says" if len(found.reports) == 1 else "say"
    yield fit(f"  {names} {says} neither how the speaker knows nor whom it cites:")
    yield from wrapped(", ".join(found.reports), "    ", "    ")
    yield f"    as judged                                     {_judged(verdict)}"
    yield f"    if all of them were independent               {_judged(found.apart)}"
    yield f"    if each rested on the strongest earlier one   {_judged(found.together)}"


def _judged(each: Judgement) -> str:
    if each.is_open:
        return f"{each.word}, P {each.low:.2f}-{each.high:.2f}"
    return f"{each.word}, P {each.probability:.2f}"
