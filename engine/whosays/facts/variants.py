"""Cases made from cases: with other facts, or with fields of some facts changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
