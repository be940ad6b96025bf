"""The facts behind a verdict as plain values, with where each was read."""

from __future__ import annotations

from typing import Any

from whosays.explain.verdict import Verdict
from whosays.facts.case import Case


def facts_of(case: Case, verdict: Verdict) -> list[dict[str, Any]]:
    """Every fact that a part of the verdict rests on, once, by id."""
    return [_fact(case, fact_id) for fact_id in fact_ids(verdict)]


def fact_ids(verdict: Verdict) -> list[str]:
    """The ids of the facts that the parts of a verdict rest on."""
    ids = {fact for part in verdict.contributions for fact in part.facts}
    return sorted(ids | {fact for part in verdict.constraints for fact in part.facts})


def _fact(case: Case, fact_id: str) -> dict[str, Any]:
    fact = case[fact_id]
    mark = fact.mark
    return {
        "id": fact.id,
        "kind": fact.kind,
        "file": mark.file,
        "line": mark.line,
        "reading": fact.model.reading,
        "seen_in": [quote.model_dump(exclude_none=True) for quote in fact.model.seen_in],
    }
