"""The JSON Schemas of what the comparing commands write, made from the values that are written.

`python -m whosays.render.schemas` writes them anew, as `make docs` does; a test compares.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from whosays.explain.audit import Audit
from whosays.explain.compare import Comparison
from whosays.explain.independence import Independence
from whosays.explain.matrix import Matrix
from whosays.explain.retract import Retracted

_VALUES: Mapping[str, tuple[type, str]] = {
    "audit": (Audit, "What `whosays audit --format json` writes."),
    "independence": (Independence, "What `whosays independence --format json` writes."),
    "matrix": (Matrix, "What `whosays matrix --format json` writes."),
    "retract": (Retracted, "What `whosays retract --format json` writes."),
}
FOLDER = Path("docs") / "schema"


def schemas(folder: Path) -> dict[str, dict[str, Any]]:
    """Every schema by the name of its file; `folder` has that of an assessment, whose stamp they share."""
    assessment = json.loads((folder / "assessment-1.json").read_text(encoding="utf-8"))
    one = {f"{name}-1.json": _schema(name, *value, assessment) for name, value in _VALUES.items()}
    return {**one, "compare-1.json": _compare(assessment)}


def _compare(assessment: Mapping[str, Any]) -> dict[str, Any]:
    """Comparisons come as a list, each with the stamps of both sides."""
    comparisons = {"type": "array", "items": {"$ref": "#/$defs/Comparison"}}
    body = TypeAdapter(Comparison).json_schema(mode="serialization")
    definitions = body.pop("$defs")
    whole = {"type": "object", "properties": {"comparisons": comparisons}}
    whole["$defs"] = {**definitions, "Comparison": body}
    return _finished("compare", "What `whosays compare --format json` writes.", whole, assessment, ("engine",))


def _schema(name: str, value: type, description: str, assessment: Mapping[str, Any]) -> dict[str, Any]:
    body = TypeAdapter(value).json_schema(mode="serialization")
    return _finished(name, description, body, assessment, ("case", "rulebook", "engine"))


def _finished(
    name: str, description: str, body: dict[str, Any], assessment: Mapping[str, Any], shared: tuple[str, ...]
) -> dict[str, Any]:
    stamp = {"schema": {"const": f"whosays/{name}/1"}, **{each: assessment["properties"][each] for each in shared}}
    definitions = {"sha256": assessment["$defs"]["sha256"], **body.pop("$defs", {})}
    whole = {**body, "properties": {**stamp, **body["properties"]}}
    closed = _closed({**whole, "$defs": definitions})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"whosays/{name}/1",
        **closed,
        "title": f"whosays {name}, format 1",
        "description": f"{description} Numbers are rounded to 12 digits.",
    }


def _closed(value: Any) -> Any:
    """Every object with all its fields and no others; titles, which say what the names say, are left out."""
    if isinstance(value, list):
        return [_closed(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: _closed(each) for key, each in value.items() if not (key == "title" and isinstance(each, str))}
    if isinstance(found.get("properties"), dict):
        found |= {"required": list(found["properties"]), "additionalProperties": False}
    if isinstance(found.get("description"), str):
        found["description"] = " ".join(found["description"].split())
    return found


def write_schemas(root: Path) -> None:
    """Write all of them."""
    folder = root / FOLDER
    for name, schema in schemas(folder).items():
        (folder / name).write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_schemas(Path.cwd())
