"""The JSON Schemas of what the comparing commands write, made from the values that are written.

`python -m whosays.render.schemas` writes them anew, as `make docs` does; a test compares.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from whosays.explain.independence import Independence

_VALUES: Mapping[str, tuple[type, str]] = {
    "independence": (Independence, "What `whosays independence --format json` writes."),
}
FOLDER = Path("docs") / "schema"


def schemas(folder: Path) -> dict[str, dict[str, Any]]:
    """Every schema by the name of its file; `folder` has that of an assessment, whose stamp they share."""
    assessment = json.loads((folder / "assessment-1.json").read_text(encoding="utf-8"))
    return {f"{name}-1.json": _schema(name, *value, assessment) for name, value in _VALUES.items()}


def _schema(name: str, value: type, description: str, assessment: Mapping[str, Any]) -> dict[str, Any]:
    body = TypeAdapter(value).json_schema(mode="serialization")
    shared = {each: assessment["properties"][each] for each in ("case", "rulebook", "engine")}
    stamp = {"schema": {"const": f"whosays/{name}/1"}, **shared}
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
