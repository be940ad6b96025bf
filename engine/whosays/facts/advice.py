"""Warnings: what is no error in a case, but seldom meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from whosays.facts.entry import Entry
from whosays.facts.kinds import Field
from whosays.facts.times import certainly_before, read_moment, read_period
from whosays.marked import MarkedMap, problem_at
from whosays.problems import Problem

_MAY_LIE_AHEAD = ("claim", "requires")
"""Kinds whose `during` can be in the future: claims can be predictions."""


def warnings(head: MarkedMap, as_of: str | None, entries: Sequence[Entry]) -> Iterator[Problem]:
    """All warnings of a case whose facts are sound."""
    yield from _unreported(entries)
    if as_of is None:
        at = head.key("case") or head
        hint = "add `as_of: 2014-12-01`: what was not known then must not be used"
        message = "this case does not say as of when it is judged"
        yield problem_at(at, "as-of-missing", message, hint=hint, severity="warning")
        return
    for entry in entries:
        yield from _late(entry, as_of)


def _unreported(entries: Sequence[Entry]) -> Iterator[Problem]:
    reports = (entry for entry in entries if entry.kind == "report")
    reported = {ref.target for entry in reports for ref in entry.references if ref.field.name == "claim"}
    for entry in entries:
        if entry.kind == "claim" and entry.id not in reported:
            message = f'nobody reports the claim "{entry.id}"'
            hint = f"add a report with `claim: {entry.id}`, or delete the claim"
            yield problem_at(entry.id_node, "claim-unreported", message, hint=hint, severity="warning")


def _late(entry: Entry, as_of: str) -> Iterator[Problem]:
    judged = read_moment(as_of)
    for field in entry.fields.values():
        value = getattr(entry.model, field.attribute) if field.type in ("moment", "period") else None
        if value is None or (field.type == "period" and entry.kind in _MAY_LIE_AHEAD):
            continue
        if any(certainly_before(judged, _time(field, each)) for each in (value if field.many else (value,))):
            at = entry.node.get(field.name) or entry.node
            message = f'"{field.name}" is later than the date of judging, {as_of}'
            hint = "leave the fact out, or correct `as_of`"
            yield problem_at(at, "later-than-as-of", message, hint=hint, severity="warning")


def _time(field: Field, value: Any) -> Any:
    return read_moment(value) if field.type == "moment" else read_period(value)
