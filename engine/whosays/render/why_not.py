"""Why a rule did not fire, as text and as JSON by the schema `whosays/why-not/1`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import yaml

from whosays.argue.plan import Plan
from whosays.argue.why_not import Fired, PartialMatch, WhyNot
from whosays.explain.report import Report
from whosays.render.figures import percent
from whosays.render.json import stamp
from whosays.render.lines import fit, plural, wrapped

SCHEMA = "whosays/why-not/1"
_CLAUSE = 52  # characters of a clause in the table


def render_why_not(found: WhyNot, *, show_all: bool = False) -> str:
    """The clauses of the closest match, or of all that come as close, and what is missing."""
    about = " and ".join(found.targets)
    if found.fired:
        lines = wrapped(f"{found.rule} did fire on {about}: {found.title}.")
        return "\n".join([*lines, *(line for each in found.fired for line in _fired(each))])
    lines = wrapped(f"{found.rule} did not fire on {about}: {found.title}.")
    if not found.matches:
        lines += wrapped(f"No facts of the case can be what the rule would say about {about}.", "  ", "  ")
    for number, match in enumerate(found.matches if show_all else found.matches[:1], 1):
        place = f" ({number} of {len(found.matches)})" if len(found.matches) > 1 else ""
        all_ = "; --all shows the others" if place and not show_all else ""
        lines += ["", f"  Closest match{place}: {match.passed} of {plural(len(match.clauses), 'clause')} pass{all_}"]
        lines += _match(match)
    return "\n".join([*lines, "", *_missing(found.missing)])


def _fired(each: Fired) -> Iterator[str]:
    if each.holds == 0:
        word = "but was undercut: nothing of it is left"
    elif each.taken:
        word = f"but {percent(1 - each.holds)} was taken from it"
    else:
        word = "and holds in full"
    yield from wrapped(f"{each.effect}, {word}: {each.because}", "  ", "    ")
    for taken in each.taken:
        rule = f" [{taken.rule}]" if taken.rule else ""
        yield from wrapped(f"less {percent(taken.share)}: {taken.because}{rule}", "    ", "      ")
    if each.facts:
        yield from wrapped(f"from {', '.join(each.facts)}", "    ", "      ")


def _match(match: PartialMatch) -> Iterator[str]:
    for each in match.clauses:
        clause = fit(f"{'  ' if each.of_pattern else ''}{each.clause}", _CLAUSE)
        if each.holds:
            yield fit(f"    PASS  {clause:<{_CLAUSE}}  {each.actual}")
            continue
        yield fit(f"    FAIL  {clause}")
        yield from wrapped(f"wanted: {each.wanted}", "            ", "              ")
        yield from wrapped(f"is: {each.actual}", "            ", "              ")


def _missing(plan: Plan | None) -> Iterator[str]:
    if plan is None:
        yield "  No small change of the case was found that would make it fire."
        return
    if plan.without:
        yield from wrapped(f"It would fire without: {', '.join(plan.without)}", "  ", "    ")
    if plan.change:
        yield f"  It would fire with {'these' if len(plan.change) > 1 else 'this'} instead of what is there:"
        yield from (fit(f"    {each.fact}.{each.field}: {_value(each.value)}") for each in plan.change)
    if plan.add:
        facts = "these facts" if len(plan.add) > 1 else "this fact"
        yield f"  It would fire with {facts}{' as well' if plan.change or plan.without else ''}:"
        yield from _yaml(plan)
    yield from wrapped(f"Try it: whosays what-if CASE {options(plan)}", "  ", "    ")


def options(plan: Plan) -> str:
    """The options of `whosays what-if` that carry out a plan."""
    words = [f"--without {each}" for each in plan.without]
    words += [_quoted("--change", f"{each.fact}.{each.field}={_value(each.value)}") for each in plan.change]
    words += ["--with FILE"] if plan.add else []
    return " ".join(words)


def _quoted(option: str, text: str) -> str:
    return f"{option} '{text}'" if any(char in text for char in " []{}'\"") else f"{option} {text}"


def _value(value: Any) -> str:
    if value is None:
        return ""
    return yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=1000).strip().removesuffix("\n...")


def _yaml(plan: Plan) -> Iterable[str]:
    facts = [{each.kind: each.fields} for each in plan.add]
    text = yaml.safe_dump(facts, default_flow_style=None, sort_keys=False, allow_unicode=True, width=90)
    return [f"    {line}" for line in text.splitlines()]


def render_why_not_json(report: Report, found: WhyNot) -> str:
    """All of it."""
    return json.dumps(why_not_dict(report, found), ensure_ascii=False, indent=2)


def why_not_dict(report: Report, found: WhyNot) -> dict[str, Any]:
    """All of it as plain values."""
    plan = found.missing
    missing = (
        None
        if plan is None
        else {
            "add": [{each.kind: each.fields} for each in plan.add],
            "change": [each._asdict() for each in plan.change],
            "without": list(plan.without),
        }
    )
    matches = [
        {"passed": each.passed, "clauses": [asdict(clause) for clause in each.clauses]} for each in found.matches
    ]
    return {
        **stamp(report),
        "schema": SCHEMA,
        "rule": found.rule,
        "title": found.title,
        "targets": list(found.targets),
        "fired": [asdict(each) for each in found.fired],
        "matches": matches,
        "missing": missing,
    }
