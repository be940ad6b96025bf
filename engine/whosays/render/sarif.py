"""Problems as SARIF 2.1.0, the OASIS format of static analysis that code hosts read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from whosays.problems import Problem
from whosays.version import VERSION

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(problems: Sequence[Problem]) -> str:
    """One run, a result a problem, in order of place. Columns count characters from 1; endColumn is the one after."""
    ordered = sorted(set(problems), key=Problem.sort_key)
    codes = sorted({problem.code for problem in ordered})
    driver = {"name": "whosays", "version": VERSION, "rules": [{"id": code} for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, codes.index(each.code)) for each in ordered],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(problem: Problem, index: int) -> dict[str, Any]:
    mark = problem.mark
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(mark.file)}}
    if mark.line:
        place["region"] = {
            "startLine": mark.line,
            "startColumn": max(1, mark.column),
            "endColumn": max(1, mark.column) + max(1, mark.width),
        }
    said = "\n".join(part for part in (problem.message, problem.note, problem.hint) if part)
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": problem.severity,
        "message": {"text": said},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    path = PurePosixPath(file)
    return path.as_uri() if path.is_absolute() else quote(str(path))
