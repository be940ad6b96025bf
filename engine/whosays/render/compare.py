"""Comparisons as text in 100 columns, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from whosays.explain.compare import Comparison
from whosays.explain.compare_cases import CasesCompared, FindingChange
from whosays.explain.compare_rulebooks import Carried, MovedBetween, RulebooksCompared
from whosays.explain.judgement import Judgement, Move
from whosays.render.figures import signed
from whosays.render.json import json_text, plain
from whosays.render.lines import fit, plural, wrapped
from whosays.version import VERSION

SCHEMA = "whosays/compare/1"
_ROW = "{:<20} {:<29} {:<29} {:>6}"
_DIVIDE = "  {:<37} {:<24} {}"
_SHOWN = 12  # facts and findings of a sort; the rest are counted


def comparison_dict(found: Sequence[Comparison]) -> dict[str, Any]:
    """As plain values, by the schema whosays/compare/1."""
    return {"schema": SCHEMA, "engine": VERSION, "comparisons": [plain(each) for each in found]}


def render_comparisons_json(found: Sequence[Comparison]) -> str:
    """As JSON."""
    return json_text(comparison_dict(found))


def render_comparisons(found: Sequence[Comparison], claim: str | None = None) -> str:
    """All of them, one under the other."""
    return "\n\n".join(render_comparison(each, claim) for each in found)


def render_comparison(found: Comparison, claim: str | None = None) -> str:
    """The verdicts that moved, and what moved them; `claim` is the one shown in full, else what moved farthest."""
    if found.rulebooks is not None:
        return "\n".join(_rulebooks(found, found.rulebooks, claim))
    assert found.cases is not None
    return "\n".join(_cases(found, found.cases))


def _rulebooks(found: Comparison, by: RulebooksCompared, claim: str | None) -> Iterator[str]:
    before, after = found.before, found.after
    names = (f"{before.rulebook} {before.version}".strip(), f"{after.rulebook} {after.version}".strip())
    moved = [each for each in by.claims if shows(each.move)]
    yield fit(f"{before.title} ({before.case})")
    yield fit(f"by {names[0]} and by {names[1]}")
    yield (
        f"{plural(len(by.differences), 'difference')} between the rulebooks; "
        f"{len(moved)} of {plural(len(by.claims), 'verdict')} moved."
    )
    if not moved:
        return
    yield from moved_table((each.move for each in moved), (before.rulebook, after.rulebook))
    yield from ("", fit(_DIVIDE.format("what divides them", "from, to", "carries the move of")))
    for each in by.differences:
        told = ", ".join(each.carries) or ("none" if not each.touches else f"none; touches {len(each.touches)}")
        first, *rest = wrapped(told, width=34)
        yield fit(_DIVIDE.format(fit(each.difference, 37), fit(f"{each.before}, {each.after}", 24), first)).rstrip()
        yield from (f"{'':<65}{line}" for line in rest)
    shown = next((each for each in by.claims if each.move.claim == claim), moved[0])
    yield from ("", *_carried(shown))


def _carried(shown: MovedBetween) -> Iterator[str]:
    move = shown.move
    yield from wrapped(f"{move.claim}: {move.text}")
    if not shown.carried_by and not shown.others:
        yield "  The verdict did not move."
        return
    yield f"  {judged(move.before)} became {judged(move.after)}, {signed(move.by)}."
    yield f"  {'carried by':<47} {'alone':>7} {'all but it':>11}"
    for each in shown.carried_by:
        yield _figures(each)
    if shown.others:
        yield "  not needed for that"
        for each in shown.others:
            yield _figures(each)
    yield "  alone: how far it moves the first verdict; all but it: how far from the last one all else stays"


def _figures(each: Carried) -> str:
    name = fit(f"{each.difference}: {each.before}, {each.after}", 45)
    return f"    {name:<45} {signed(each.alone):>7} {signed(each.without):>11}"


def _cases(found: Comparison, by: CasesCompared) -> Iterator[str]:
    moved = [move for move in by.claims if shows(move)]
    before, after = found.before, found.after
    yield fit(f"{before.title} ({before.case}), as of {before.as_of or 'a date not stated'}")
    yield fit(
        f"and {after.title} ({after.case}), as of {after.as_of or 'a date not stated'}; rulebook {after.rulebook}"
    )
    counts = {word: sum(each.change == word for each in by.facts) for word in ("came", "went", "changed")}
    facts = ", ".join(f"{number} {word}" for word, number in counts.items())
    findings = {word: sum(each.change == word for each in by.findings) for word in ("came", "went")}
    yield (
        f"facts: {facts}; findings: {findings['came']} came, {findings['went']} went; "
        f"{len(moved)} of {plural(len(by.claims), 'verdict')} moved."
    )
    if moved:
        yield from moved_table(moved, ("before", "after"))
    if by.facts:
        yield from ("", "facts")
        for fact in by.facts[:_SHOWN]:
            fields = f" in {', '.join(fact.fields)}" if fact.fields else ""
            yield fit(
                f"  {fact.change + fields}: {fact.id} ({fact.kind}) {fact.name if fact.name != fact.id else ''}"
            ).rstrip()
        yield from _more(len(by.facts))
    if by.findings:
        yield from ("", "findings")
        told = list(dict.fromkeys(_finding(each) for each in by.findings))
        yield from told[:_SHOWN]
        yield from _more(len(told))


def _finding(each: FindingChange) -> str:
    on = f"{each.claim}: " if each.claim else ""
    facts = f" (by {', '.join(each.facts)})" if each.facts else ""
    return fit(f"  {each.change}: {on}[{each.rule}]{facts} {each.because}")


def _more(number: int) -> Iterator[str]:
    if number > _SHOWN:
        yield f"  and {number - _SHOWN} more (--format json)"


def moved_table(moved: Iterable[Move], names: tuple[str, str]) -> Iterator[str]:
    """The verdicts that moved, before and after."""
    yield from ("", _ROW.format("claim", fit(names[0], 29), fit(names[1], 29), "by"))
    for move in moved:
        by = signed(move.by) if move.before and move.after else ""
        yield _ROW.format(fit(move.claim, 20), judged(move.before), judged(move.after), by).rstrip()


def judged(each: Judgement | None) -> str:
    """A verdict in a few words."""
    if each is None:
        return "no such claim"
    return f"{each.word} {each.low:.2f}-{each.high:.2f}" if each.is_open else f"{each.word} {each.probability:.2f}"


def shows(move: Move) -> bool:
    """Whether the move shows in a word or two digits."""
    return judged(move.before) != judged(move.after)
