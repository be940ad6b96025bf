"""Cases made from cases: without some facts, or with fields of some facts changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from whosays.facts.case import Case, CaseFact


def with_facts(case: Case, facts: Iterable[CaseFact]) -> Case:
    """A case with the same head and these facts, put in their order."""
    order = {name: kind.order for name, kind in case.vocabulary.items()}
    ordered = sorted(facts, key=lambda fact: (order[fact.kind], fact.id))
    return replace(case, facts=tuple(replace(fact, index=index) for index, fact in enumerate(ordered)))


def with_fields(fact: CaseFact, changes: Mapping[str, Any]) -> CaseFact:
    """A fact with other values in some fields, by their YAML names; values are not checked."""
    update = {fact.fields[name].attribute: value for name, value in changes.items()}
    return replace(fact, id=update.get("id", fact.id), model=fact.model.model_copy(update=update))


def without_facts(case: Case, gone: Collection[str]) -> Case:
    """A case without some facts, and without what the fields of others say of them.

    Nothing that is left may need one of these: see `whosays.facts.fall`.
    """
    return with_facts(case, (_cleared(case, fact, gone) for fact in case if fact.id not in gone))


def _cleared(case: Case, fact: CaseFact, gone: Collection[str]) -> CaseFact:
    changes: dict[str, Any] = {}
    for field in case.vocabulary[fact.kind].references:
        value = fact.get(field.name)
        if field.many and any(each in gone for each in value):
            changes[field.name] = tuple(each for each in value if each not in gone)
        elif not field.many and value in gone:
            changes[field.name] = None
    quotes = fact.model.seen_in
    if any(quote.document in gone for quote in quotes):
        changes["seen_in"] = tuple(quote for quote in quotes if quote.document not in gone)
    return with_fields(fact, changes) if changes else fact
