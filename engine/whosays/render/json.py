"""The report as JSON, by the published schema `whosays/assessment/1`."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from whosays.explain.report import Report
from whosays.explain.verdict import Verdict
from whosays.render.why_facts import facts_of

SCHEMA = "whosays/assessment/1"


def render_json(report: Report, claim: str | None = None) -> str:  # noqa: ARG001
    """All verdicts, each in full; which claim is named makes no difference."""
    return json_text(report_dict(report))


def render_why_json(report: Report, claim: str) -> str:
    """One verdict, with the facts it rests on."""
    return json_text(why_dict(report, claim))


def report_dict(report: Report) -> dict[str, Any]:
    """All verdicts as plain values."""
    return {**stamp(report), "verdicts": [verdict_dict(verdict) for verdict in report.verdicts]}


def why_dict(report: Report, claim: str) -> dict[str, Any]:
    """One verdict and the facts it rests on as plain values."""
    verdict = report.by_claim[claim]
    return {**stamp(report), "verdicts": [verdict_dict(verdict)], "facts": facts_of(report.case, verdict)}


def verdict_dict(verdict: Verdict) -> dict[str, Any]:
    """One verdict as plain values."""
    return {each.name: plain(getattr(verdict, each.name)) for each in fields(Verdict)}


def plain(value: Any) -> Any:
    """A value made of dataclasses and tuples as plain values."""
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return {each.name: plain(getattr(value, each.name)) for each in fields(value)} if is_dataclass(value) else value


def stamp(report: Report, schema: str = SCHEMA) -> dict[str, Any]:
    """What it takes to repeat the assessment."""
    case, rulebook = report.case, report.rulebook
    return {
        "schema": schema,
        "case": {
            "id": case.id,
            "title": case.title,
            "as_of": case.as_of,
            "question": case.question,
            "sha256": case.hash,
        },
        "rulebook": {
            "id": rulebook.rulebook.id,
            "version": rulebook.rulebook.version,
            "sha256": rulebook.digest,
            "not_applied": dict(sorted(rulebook.rulebook.disabled.items())),
        },
        "engine": report.engine,
    }


def json_text(value: dict[str, Any]) -> str:
    """Plain values as they are written."""
    return json.dumps(value, ensure_ascii=False, indent=2)
