"""An audit as text in 100 columns, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whosays.explain.audit import Audit
from whosays.explain.checked import Check
from whosays.explain.report import Report
from whosays.render.json import json_text, plain, stamp
from whosays.render.lines import plural, wrapped

SCHEMA = "whosays/audit/1"
_SHOWN = 10  # findings of a check; the rest are counted


def audit_dict(report: Report, found: Audit) -> dict[str, Any]:
    """As plain values, by the schema whosays/audit/1."""
    return {**stamp(report, SCHEMA), **plain(found)}


def render_audit_json(report: Report, found: Audit) -> str:
    """As JSON."""
    return json_text(audit_dict(report, found))


def render_audit(found: Audit) -> str:
    """Each check with what it looked at and what it found."""
    lines = [line for check in found.checks for line in _check(check)]
    return "\n".join([*lines, f"{plural(found.findings, 'finding')} in {plural(len(found.checks), 'check')}"])


def _check(check: Check) -> Iterator[str]:
    mark = "ok   " if not check.findings else "FOUND"
    yield from wrapped(f"{mark} {check.name}: {check.asks}", "", "        ")
    yield from wrapped(f"looked at {check.looked_at}", "        ", "          ")
    for told in check.told:
        yield from wrapped(told, "        ", "          ")
    for found in check.findings[:_SHOWN]:
        yield from wrapped(f"{found.where}: {found.what}", "      - ", "        ")
    if len(check.findings) > _SHOWN:
        yield f"      and {len(check.findings) - _SHOWN} more (--format json)"
