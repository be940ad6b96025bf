"""A case as tables, one a kind of fact: what `whosays bulk` reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from whosays.facts.case import Case, CaseFact
from whosays.facts.kinds import Field

_TYPES = {
    "number": "DOUBLE",
    "flag": "BOOLEAN",
    "point": "DOUBLE[]",
    "quote": "STRUCT(document VARCHAR, quote VARCHAR, original VARCHAR, locator VARCHAR)",
}


def export_tables(case: Case, folder: Path) -> dict[str, int]:
    """Write `<kind>.parquet` for every kind that the case has, and `case.parquet`; gives the rows of each.

    A period with two ends stands in a column of texts as `{"from": ..., "to": ...}`.
    """
    import duckdb  # noqa: PLC0415 - slow to import

    rows = {}
    head = {"case": case.id, "title": case.title, "as_of": case.as_of, "question": case.question}
    with duckdb.connect() as connection:
        _write(connection, [head], dict.fromkeys(head, "VARCHAR"), folder / "case.parquet")
        for name, kind in case.vocabulary.items():
            facts = case.of_kind(name)
            if facts:
                types = {each.name: _type(each) for each in kind.fields.values()}
                _write(connection, [row_of(fact) for fact in facts], types, folder / f"{name}.parquet")
                rows[name] = len(facts)
    return rows


def row_of(fact: CaseFact) -> dict[str, Any]:
    """A fact as a row: what is left out is None."""
    return {field.name: _cell(fact.get(field.name), field) for field in fact.fields.values()}


def _type(field: Field) -> str:
    return _TYPES.get(field.type, "VARCHAR") + ("[]" if field.many else "")


def _cell(value: Any, field: Field) -> Any:
    if field.type == "quote":
        return [{part.name: getattr(each, part.attribute) for part in field.parts} for each in value]
    if isinstance(value, BaseModel):
        ends = {part.name: getattr(value, part.attribute) for part in field.parts}
        return json.dumps({name: end for name, end in ends.items() if end is not None}, ensure_ascii=False)
    return [_cell(each, field) for each in value] if isinstance(value, tuple) else value


def _write(connection: Any, rows: list[dict[str, Any]], types: dict[str, str], file: Path) -> None:
    """All rows in one statement, as one JSON text: row by row would take a thousand times as long."""
    picked = ", ".join(f'r."{name}" AS "{name}"' for name in types)
    typed = json.dumps([types])
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE exported AS SELECT {picked} FROM "
        f"(SELECT unnest(from_json($rows::JSON, '{typed}')) AS r)",
        {"rows": json.dumps(rows, ensure_ascii=False)},
    )
    target = str(file).replace("'", "''")
    connection.execute(f"COPY exported TO '{target}' (FORMAT parquet)")
