"""What `whosays test` found, as JSON `whosays/test/1`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from whosays.examples.coverage import SORTS
from whosays.examples.mutate import Clause
from whosays.examples.suite import Failure, Mutation, Suite
from whosays.problems import Mark
from whosays.render.problems_json import place_dict, problem_dict
from whosays.render.suite_text import all_warnings

SCHEMA = "whosays/test/1"


def render_suites_json(suites: Sequence[Suite]) -> str:
    """Every rulebook that was tested."""
    return json.dumps({"schema": SCHEMA, "rulebooks": [_suite(each) for each in suites]}, ensure_ascii=False, indent=2)


def _suite(suite: Suite) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": suite.name,
        "id": suite.rulebook.rulebook.id,
        "rules": len(suite.rules),
        "examples": len(suite.outcomes),
        "failures": [_failure(each) for each in suite.failures],
        "warnings": [problem_dict(each) for each in all_warnings(suite)],
    }
    if suite.coverage is not None:
        found["coverage"] = {
            "parts": {sort: sum(each.sort == sort for each in suite.coverage) for sort in SORTS},
            "not_exercised": [
                {"sort": each.sort, **_clause_dict(each.rule, each.clause, each.mark)}
                for each in suite.coverage
                if not each.exercised
            ],
        }
    if suite.mutation is not None:
        found["mutation"] = _mutation(suite.mutation)
    return found


def _failure(failure: Failure) -> dict[str, Any]:
    outcome = failure.outcome
    return {
        "rule": outcome.rule.id,
        "example": outcome.example.name,
        **place_dict(outcome.example.mark),
        "missing": [_conclusion(each) for each in outcome.missing],
        "unexpected": [_conclusion(each) for each in outcome.noisy],
        "stopped_at": failure.stop and {"why": failure.stop.why, **_stop(failure)},
        "problems": [problem_dict(each) for each in outcome.problems],
    }


def _stop(failure: Failure) -> dict[str, Any]:
    assert failure.stop is not None
    return _clause_dict(failure.outcome.rule.id, failure.stop.clause, failure.stop.mark)


def _conclusion(expected: tuple[str, str]) -> dict[str, str]:
    return {"effect": expected[0], "on": expected[1]}


def _mutation(mutation: Mutation) -> dict[str, Any]:
    return {
        "clauses": len(mutation.clauses),
        "changes": sum(clause.made for clause in mutation.clauses),
        "share": round(mutation.share, 4),
        "survivors": [_survivor(clause) for clause in mutation.survivors],
        "accepted": [{**_survivor(clause), "why": accepted.why} for clause, accepted in mutation.excused],
    }


def _survivor(clause: Clause) -> dict[str, Any]:
    return {**_clause_dict(clause.rule, clause.name, clause.mark), "changes": list(clause.unnoticed)}


def _clause_dict(rule: str, clause: str, mark: Mark) -> dict[str, Any]:
    return {"rule": rule, "clause": clause, **place_dict(mark)}
