"""What happened to a verdict in a session, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whosays.argue.what_if import ClaimChange, PartChange
from whosays.explain.verdict import Verdict
from whosays.facts.edit import Gone, Unlinked
from whosays.render.lines import wrapped
from whosays.render.what_if import part_text

_SHOWN = 6  # parts; the rest are counted


def render_event(change: ClaimChange) -> str:
    """The verdict before and after, then what came, went or moved by 0.01 or more."""
    return "\n".join(_lines(change))


def render_left(gone: Iterable[Gone], unlinked: Iterable[Unlinked]) -> Iterator[str]:
    """What went along with facts that were withdrawn, and the mentions of it that were dropped."""
    for each in gone:
        yield from wrapped(f"goes with it: {each.fact} ({each.field}: {each.target})", "", "  ")
    for mention in unlinked:
        yield from wrapped(f"no longer named: {mention.target} in {mention.fact}.{mention.field}", "", "  ")


def _lines(change: ClaimChange) -> Iterator[str]:
    before, after = change.before, change.after
    if before is None and after is not None:
        yield from wrapped(f"{change.claim} is judged: {_verdict(after)}.", "", "  ")
        yield from wrapped(change.text, "  ", "  ")
    elif after is None and before is not None:
        yield from wrapped(f"{change.claim} is no longer there; it was {_verdict(before)}.", "", "  ")
    elif before is not None and after is not None:
        yield from wrapped(f"{change.claim} {_moved(before, after)}.", "", "  ")
        yield from _parts(change.parts)


def _moved(before: Verdict, after: Verdict) -> str:
    old, new = _verdict(before), _verdict(after)
    if old == new:
        return f"stays {new}, for other reasons"
    if before.word == after.word:
        return f"stays {_verdict(after)}; before {_figures(before)}"
    return f"was {old}; it is now {new}"


def _parts(parts: tuple[PartChange, ...]) -> Iterator[str]:
    for each in parts[:_SHOWN]:
        yield from wrapped(part_text(each), "  ", "    ")
    if len(parts) > _SHOWN:
        yield f"  and {len(parts) - _SHOWN} more"


def _verdict(verdict: Verdict) -> str:
    return f"{verdict.word} ({_figures(verdict)})"


def _figures(verdict: Verdict) -> str:
    low, high = verdict.range
    p = f"P {verdict.probability:.2f}" if verdict.probability is not None else f"{low:.2f} to {high:.2f} left open"
    return f"{p}, confidence {verdict.confidence}"
