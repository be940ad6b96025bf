"""Putting the authors' sentences into words: paths become names, never ids where there is a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from whosays.facts.case import Case, CaseFact
from whosays.facts.vocabulary import Span
from whosays.rules.grounding import GroundedCase
from whosays.rules.language import Type
from whosays.rules.lower_tests import UNIT
from whosays.rules.syntax import Path, Sentence

NOT_STATED = "not stated"


def say(
    sentence: Sentence,
    grounded: GroundedCase,
    bindings: Mapping[str, int],
    types: Mapping[str, Type],
    params: Mapping[str, Any],
) -> str:
    """The sentence with names for its paths; a value that is not known reads "not stated"."""
    words = [
        part if isinstance(part, str) else _path(part, grounded, bindings, types, params) for part in sentence.parts
    ]
    return "".join(words).strip().removesuffix(".")


def name_of(case: Case, fact: CaseFact) -> str:
    """What to call a fact: its name, else what it says, else who says it, else its id."""
    if fact.model.name:
        return fact.model.name
    if fact.kind == "claim":
        return str(fact.get("text"))
    if fact.kind == "report":
        return f"the report of {name_of(case, case[fact.get('by')])}"
    if fact.kind == "document" and fact.get("title"):
        return f'"{fact.get("title")}"'
    return fact.id


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence: a, b and c."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else NOT_STATED


def _path(
    path: Path,
    grounded: GroundedCase,
    bindings: Mapping[str, int],
    types: Mapping[str, Type],
    params: Mapping[str, Any],
) -> str:
    if path.variable not in bindings:
        return str(params[path.variable]) if path.variable in params else NOT_STATED
    number, type_ = bindings[path.variable], types[path.variable]
    if not type_.is_fact:
        return _value(grounded, number, type_)
    facts = [grounded.fact(number)]
    for position, name in enumerate(path.fields):
        found = [each for fact in facts if name in fact.fields for each in _many(fact.get(name))]
        if not all(isinstance(each, str) and _is_reference(facts, name) for each in found):
            return listed([_plain(each) for each in found]) if position == len(path.fields) - 1 else NOT_STATED
        facts = [grounded.case[each] for each in found]
    return listed([name_of(grounded.case, fact) for fact in facts])


def _value(grounded: GroundedCase, number: int, type_: Type) -> str:
    match type_.value:
        case "count":
            return str(number)
        case "number":
            return f"{number / UNIT:g}"
        case "time":
            return "that time"
        case _:
            return grounded.text(number)


def _many(value: Any) -> tuple[Any, ...]:
    return () if value is None else value if isinstance(value, tuple) else (value,)


def _is_reference(facts: Iterable[CaseFact], name: str) -> bool:
    return all(fact.fields[name].type == "ref" for fact in facts if name in fact.fields)


def _plain(value: Any) -> str:
    if isinstance(value, Span):
        return " ".join(f"{word} {end}" for word, end in (("from", value.from_), ("to", value.to)) if end)
    return f"{value:g}" if isinstance(value, float) else str(value)
