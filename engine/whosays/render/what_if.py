"""Verdicts before and after, side by side, as text and as JSON by the schema `whosays/what-if/1`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from whosays.argue.what_if import ClaimChange, PartChange, WhatIf
from whosays.explain.verdict import Verdict
from whosays.render.json import stamp, verdict_dict
from whosays.render.lines import fit, plural, wrapped

SCHEMA = "whosays/what-if/1"
_ROW = "{:<18} {:<38} {}"
_SHOWN = 6  # parts of a claim; the rest are counted


def render_what_if(found: WhatIf, *, show_all: bool = False) -> str:
    """What was asked, then each claim that comes out otherwise, with what came and went; `show_all`: everything."""
    lines = [*_request(found)]
    # What reads the same in two digits has changed for nobody who reads it.
    claims = (
        found.claims if show_all else tuple(each for each in found.changed if said(each.before) != said(each.after))
    )
    same, slight = len(found.claims) - len(found.changed), 0 if show_all else len(found.changed) - len(claims)
    if not found.changed:
        lines += ["", "Nothing changes: every verdict is the same."]
        return "\n".join(lines).strip("\n") if not show_all else "\n".join([*lines, *_table(found.claims)])
    words = sum(each.word_changed for each in found.changed)
    lines += [
        "",
        f"{plural(words, 'verdict') if words else 'No verdict'} of {len(found.claims)} would have another word.",
    ]
    lines += _table(claims) if claims else ()
    if not show_all and same + slight:
        moved = f"{slight} moved by less than 0.01, " if slight else ""
        lines.append(f"Of the others, {moved}{same} stay as they are (--all shows them).")
    for each in found.changed:
        if show_all or each.word_changed or each is found.changed[0]:
            lines += ["", *_claim(each, show_all=show_all)]
    return "\n".join(lines)


def _request(found: WhatIf) -> Iterator[str]:
    request = found.request
    named = (
        ("--without", request.without),
        ("--with", request.with_),
        ("--change", request.change),
        ("--set", request.set),
    )
    for option, texts in named:
        for text in texts:
            yield fit(f"{option} {' '.join(text.split())}")
    for gone in found.gone:
        yield from wrapped(f"goes with it: {gone.fact} ({gone.field}: {gone.target})", "  ", "    ")
    for each in found.unlinked:
        yield from wrapped(f"no longer named: {each.target} in {each.fact}.{each.field}", "  ", "    ")


def _table(claims: tuple[ClaimChange, ...]) -> Iterator[str]:
    yield _ROW.format("claim", "before", "after")
    for each in claims:
        yield fit(_ROW.format(fit(each.claim, 18), said(each.before), said(each.after)))


def said(verdict: Verdict | None) -> str:
    """The verdict in a line: word, P (or the range that is open), confidence and Admiralty code."""
    if verdict is None:
        return "not in the case"
    p = (
        f"{verdict.probability:.2f}"
        if verdict.probability is not None
        else f"{verdict.range[0]:.2f}-{verdict.range[1]:.2f}"
    )
    return f"{verdict.word} {p} {verdict.confidence} {verdict.admiralty}"


def _claim(claim: ClaimChange, *, show_all: bool) -> Iterator[str]:
    yield fit(f"{claim.claim}: {claim.text}")
    shown = claim.parts if show_all else claim.parts[:_SHOWN]
    for each in shown:
        yield from wrapped(part_text(each), "  ", "    ")
    if len(shown) < len(claim.parts):
        yield f"  {len(claim.parts) - len(shown)} more (--all)"
    if not claim.parts:
        yield "  no part of it moved by 0.01 or more"


def part_text(each: PartChange) -> str:
    """A part that came, went or moved, in a line."""
    part = each.part
    sizes = " -> ".join(f"{size:.2f}" for size in (each.before, each.after) if size is not None)
    what = {"for": "for it", "against": "against it", "limit": "limit", "taken": "taken", "raised": "raised"}[part.sort]
    on = f" {'from ' if part.sort == 'taken' else ''}{part.on}" if part.on else ""
    rule = f" [{part.rule}]" if part.rule else ""
    facts = f" (fact {', '.join(each.facts)})" if each.facts else ""
    return f"{each.change}: {what}{on} {sizes}: {part.because}{rule}{facts}"


def render_what_if_json(found: WhatIf) -> str:
    """All of it."""
    return json.dumps(what_if_dict(found), ensure_ascii=False, indent=2)


def what_if_dict(found: WhatIf) -> dict[str, Any]:
    """All of it as plain values; claims that stay as they are included."""
    return {
        "schema": SCHEMA,
        "request": {
            "without": list(found.request.without),
            "with": list(found.request.with_),
            "change": list(found.request.change),
            "set": list(found.request.set),
        },
        "gone": [each._asdict() for each in found.gone],
        "unlinked": [each._asdict() for each in found.unlinked],
        "before": _stamp(found.before),
        "after": _stamp(found.after),
        "claims": [claim_dict(each) for each in found.claims],
    }


def _stamp(report: Any) -> dict[str, Any]:
    return {name: value for name, value in stamp(report).items() if name != "schema"}


def claim_dict(claim: ClaimChange) -> dict[str, Any]:
    """A claim before and after as plain values."""
    return {
        "claim": claim.claim,
        "changed": claim.changed,
        "word_changed": claim.word_changed,
        "before": None if claim.before is None else verdict_dict(claim.before),
        "after": None if claim.after is None else verdict_dict(claim.after),
        "parts": [{**asdict(each), "facts": list(each.facts)} for each in claim.parts],
    }
