"""What falls with a source, document, actor or report, as text in 100 columns, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from whosays.explain.compare_cases import FindingChange
from whosays.explain.report import Report
from whosays.explain.retract import Retracted, Standing
from whosays.render.compare import judged, moved_table, shows
from whosays.render.json import json_text, plain, stamp
from whosays.render.lines import fit, plural, wrapped

SCHEMA = "whosays/retract/1"
_SHOWN = 12  # facts and findings of a sort; the rest are counted


def retracted_dict(report: Report, found: Retracted) -> dict[str, Any]:
    """As plain values, by the schema whosays/retract/1."""
    return {**stamp(report, SCHEMA), **plain(found)}


def render_retracted_json(report: Report, found: Retracted) -> str:
    """As JSON."""
    return json_text(retracted_dict(report, found))


def render_retracted(found: Retracted) -> str:
    """What goes, what moves, and what stands all the same."""
    return "\n".join(_lines(found))


def _lines(found: Retracted) -> Iterator[str]:
    name = f"{found.name} ({found.kind} {found.id})" if found.name != found.id else f"{found.kind} {found.id}"
    yield from wrapped(f"Without what {name} says:" if found.kind != "report" else f"Without {name}:")
    gone = [each for each in found.facts if each.change == "went"]
    moved = [move for move in found.claims if shows(move)]
    findings = [each for each in found.findings if each.change == "went"]
    came = [each for each in found.findings if each.change == "came"]
    if not gone:
        yield "  nothing falls: no fact of the case rests on it."
        return
    yield (
        f"  {plural(len(gone), 'fact')} and {plural(len(findings), 'finding')} fall; "
        f"{len(moved)} of {plural(len(found.claims), 'verdict')} moved."
    )
    if moved:
        yield from moved_table(moved, ("before", "after"))
    yield from ("", "  facts that fall")
    yield from wrapped(", ".join(each.id for each in gone), "    ", "    ")
    yield from _findings("findings that fall", findings)
    yield from _findings("findings that come up instead", came)
    yield from _findings("findings that stand on other proofs", found.standing)
    still = [move for move in found.claims if not shows(move)]
    if still:
        yield ""
        told = ", ".join(f"{move.claim} ({judged(move.after)})" for move in still)
        yield from wrapped(f"unmoved: {told}", "  ", "    ")


def _findings(title: str, found: Sequence[FindingChange | Standing]) -> Iterator[str]:
    """One line each, those on claims first; what is said alike of several claims is said once."""
    claims: dict[tuple[str, str], list[str]] = {}
    for each in sorted(found, key=lambda each: not each.claim):
        claims.setdefault((each.because, each.rule), []).append(each.claim)
    if claims:
        yield from ("", f"  {title}")
    for (because, rule), on in list(claims.items())[:_SHOWN]:
        names = ", ".join(sorted(set(on) - {""}))
        yield fit(f"    {names + ': ' if names else ''}[{rule}] {because}")
    if len(claims) > _SHOWN:
        yield f"    and {len(claims) - _SHOWN} more (--format json)"
