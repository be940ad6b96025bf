"""What would turn a verdict, as text and as JSON by the schema `whosays/flip/1`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from whosays.argue.flip import Flip
from whosays.argue.radius import Radius, Side
from whosays.argue.worlds import Outcome
from whosays.explain.report import Report
from whosays.render.json import stamp
from whosays.render.lines import fit, plural, wrapped
from whosays.weigh.scales import Word

SCHEMA = "whosays/flip/1"
_ROW = "    {:<30} {:<9} {:>5}  {:<27} {}"
_SHOWN = 6  # rules whose sizes are told; the rest are counted


def render_flip(report: Report, found: Flip, *, show_all: bool = False) -> str:
    """Three short lists, each with how far was looked."""
    text = report.by_claim[found.claim].text
    lines = [*wrapped(f"{found.claim}: {text}"), f"  Verdict: {_said(found.now)}."]
    return "\n".join([*lines, "", *_removals(found), "", *_advice(found), "", *_radii(found, show_all=show_all)])


def _said(outcome: Outcome) -> str:
    word = Word(outcome.word)
    return word.text if word is Word.INSUFFICIENT else f"{word.text}, P {outcome.probability:.2f}"


def _removals(found: Flip) -> Iterator[str]:
    removals = found.removals
    if removals.sets:
        each = "this fact" if removals.size == 1 else f"these {removals.size} facts"
        yield f"  Without {each} the word would be another, and not without fewer:"
        for one in removals.sets:
            yield from wrapped(f"{', '.join(one.facts)}: {_said(one.outcome)}", "    ", "      ")
            if one.gone:
                yield from wrapped(f"goes with it: {', '.join(one.gone)}", "      ", "        ")
    else:
        yield f"  No set of up to {plural(removals.size, 'fact')} was found without which the word would be another."
    if not removals.complete:
        yield from wrapped(
            f"Bounded: of the sets of the {plural(removals.facts, 'fact')} that the verdict rests on, the engine "
            f"judged {removals.judged} anew, where weighing said to look. There may be others; --runs N looks further.",
            "    ",
            "    ",
        )


def _advice(found: Flip) -> Iterator[str]:
    advice = found.advice
    if not advice.open_fields:
        yield "  Nothing that the case leaves open has a part in it."
        return
    yield "  To find out, what could move it most:" if advice.questions else "  Nothing that was tried would move it."
    for each in advice.questions:
        answers = "; ".join(f"{answer.value}: {_said(answer.outcome)}" for answer in each.answers)
        yield from wrapped(f"{each.fact}.{each.field}: {answers}", "    ", "      ")
    if not advice.complete:
        yield from wrapped(
            f"Bounded: of {plural(advice.open_fields, 'open field')} the engine tried {advice.judged}, those that "
            "count most by weighing first; --runs N tries more.",
            "    ",
            "    ",
        )


def _radii(found: Flip, *, show_all: bool) -> Iterator[str]:
    moving = [each for each in found.radii if each.below is not None or each.above is not None]
    firm = len(found.radii) - len(moving)
    if moving:
        yield "  The word stays while the size of a rule is in these bounds, all else as it is:"
        yield _ROW.format("rule", "effect", "size", "below", "above").rstrip()
        for each in moving if show_all else moving[:_SHOWN]:
            yield fit(_radius(each))
        if len(moving) > _SHOWN and not show_all:
            yield f"    {len(moving) - _SHOWN} more (--all)"
    if firm:
        yield f"  {plural(firm, 'rule')} could have any size without another word."
    if not found.radii:
        yield "  No rule's size has a part in it."


def _radius(each: Radius) -> str:
    row = _ROW.format(each.rule, each.effect, f"{each.size:g}", _side(each.below), _side(each.above))
    return row.rstrip()


def _side(side: Side | None) -> str:
    return "-" if side is None else f"{side.beyond:.3f} {Word(side.word).text}"


def render_flip_json(report: Report, found: Flip) -> str:
    """All of it."""
    return json.dumps(flip_dict(report, found), ensure_ascii=False, indent=2)


def flip_dict(report: Report, found: Flip) -> dict[str, Any]:
    """All of it as plain values."""
    removals, advice = found.removals, found.advice
    return {
        **stamp(report),
        "schema": SCHEMA,
        "claim": found.claim,
        "now": _outcome(found.now),
        "runs": found.runs,
        "removals": {
            "sets": [
                {"facts": list(each.facts), "gone": list(each.gone), "then": _outcome(each.outcome)}
                for each in removals.sets
            ],
            "judged": removals.judged,
            "facts": removals.facts,
            "size": removals.size,
            "complete": removals.complete,
        },
        "advice": {
            "questions": [
                {
                    "fact": each.fact,
                    "field": each.field,
                    "answers": [{"value": one.value, "then": _outcome(one.outcome)} for one in each.answers],
                }
                for each in advice.questions
            ],
            "open_fields": advice.open_fields,
            "judged": advice.judged,
            "complete": advice.complete,
        },
        "sizes": [
            {
                "rule": each.rule,
                "effect": each.effect,
                "size": each.size,
                "below": _side_dict(each.below),
                "above": _side_dict(each.above),
            }
            for each in found.radii
        ],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {"word": Word(outcome.word).text, "probability": outcome.probability}


def _side_dict(side: Side | None) -> dict[str, Any] | None:
    return None if side is None else {"inside": side.inside, "beyond": side.beyond, "word": Word(side.word).text}
