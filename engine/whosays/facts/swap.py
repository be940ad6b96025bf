"""A case with two actors in each other's place: everything that was said of one is said of the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from whosays.facts.case import Case, CaseFact
from whosays.facts.kinds import Field
from whosays.facts.variants import with_facts, with_fields


def swapped(case: Case, first: str, second: str) -> Case:
    """The case with the ids, names and aliases of two actors exchanged wherever they stand, in texts as well."""
    ids = {first: second, second: first}
    exchange = exchanging(case, first, second)

    def value(field: Field, old: Any) -> Any:
        if old is None or isinstance(old, BaseModel):
            return old
        if field.type in {"ref", "id"}:
            return ids.get(old, old)
        return exchange(old) if field.type == "text" else old

    def changed(fact: CaseFact) -> CaseFact:
        changes: dict[str, Any] = {}
        for field in fact.fields.values():
            old = fact.get(field.name)
            new = tuple(value(field, each) for each in old) if field.many else value(field, old)
            if new != old:
                changes[field.name] = new
        return with_fields(fact, changes) if changes else fact

    # The first keeps its part under the second's id; its own name and aliases go with the id.
    facts = []
    for fact in case:
        other = case[ids[fact.id]] if fact.id in ids else None
        new = changed(fact)
        if other is not None:
            new = with_fields(new, {"name": other.model.name, "aliases": other.get("aliases")})
        facts.append(new)
    return with_facts(case, facts)


def exchanging(case: Case, first: str, second: str) -> Callable[[str], str]:
    """What exchanges the names of two actors in a text: the longest first, aliases for the other's name."""
    names = case.name_of(first), case.name_of(second)
    table: dict[str, str] = {}
    for (own, other), actor in zip((names, names[::-1]), (first, second), strict=True):
        for alias in case[actor].get("aliases"):
            table[alias] = other
        table[own] = other
    table.pop("", None)
    return _replacing(table)


def _replacing(table: Mapping[str, str]) -> Callable[[str], str]:
    longest_first = sorted(table, key=lambda name: (-len(name), name))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    return lambda text: pattern.sub(lambda found: table[found[0]], text)


def main_parties(case: Case) -> tuple[str, str] | None:
    """The two actors that other facts name most often; None where there are not two."""
    named: dict[str, int] = {actor.id: 0 for actor in case.of_kind("actor")}
    for fact in case:
        for field in case.vocabulary[fact.kind].references:
            value = fact.get(field.name)
            for each in value if field.many else (value,):
                if each in named:
                    named[each] += 1
    ordered = sorted(named, key=lambda actor: (-named[actor], actor))
    return (ordered[0], ordered[1]) if len(ordered) > 1 else None
