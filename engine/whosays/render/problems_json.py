"""Problems as JSON `whosays/problems/1`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from whosays.problems import Mark, Problem

SCHEMA = "whosays/problems/1"


def render_problems_json(problems: Sequence[Problem]) -> str:
    """All problems, in order of place."""
    ordered = sorted(set(problems), key=Problem.sort_key)
    errors = sum(problem.is_error for problem in ordered)
    found = {
        "schema": SCHEMA,
        "errors": errors,
        "warnings": len(ordered) - errors,
        "problems": [problem_dict(each) for each in ordered],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def problem_dict(problem: Problem) -> dict[str, Any]:
    """One problem as plain values."""
    return {
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        **place_dict(problem.mark),
        "note": problem.note,
        "hint": problem.hint,
    }


def place_dict(mark: Mark) -> dict[str, Any]:
    """A place as plain values; line and column count from 1, and are 0 where the whole file is meant."""
    return {"file": mark.file, "line": mark.line, "column": mark.column}
