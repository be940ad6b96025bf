"""A row of a table of facts as the fields of a fact in a case file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from whosays.facts.kinds import Field, Kind


def body_of(kind: Kind, row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that have a value; of a row of `fact_<kind>`, or of such a table in OUT."""
    cells = {name: _value(field, row[name]) for name, field in kind.fields.items()}
    return {name: value for name, value in cells.items() if value is not None and value != []}


def _value(field: Field, cell: Any) -> Any:
    if cell is None:
        return None
    if field.many and field.type in {"period", "quote"}:
        return [_one(field, each) for each in cell]
    return list(cell) if isinstance(cell, tuple) else _one(field, cell)


def _one(field: Field, cell: Any) -> Any:
    if field.type == "quote":
        return {name: text for name, text in cell.items() if text is not None}
    if field.type == "period" and cell.startswith("{"):
        return {name: end for name, end in json.loads(cell).items() if end is not None}
    return cell
