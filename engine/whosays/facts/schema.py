"""The JSON Schema of a case file, for editors; made from the vocabulary. Not imported by anything that judges."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whosays.facts.kinds import Field, Kind, head_fields, kinds
from whosays.facts.vocabulary import FORMAT
from whosays.problems import a

SCHEMA_FILE = Path("docs") / "schema" / f"case-{FORMAT}.json"

AS_WRITTEN = [
    "string",
    "number",
    "boolean",
]  # `id: 007` and `text: NO` are texts here, whatever an editor takes them for

_HOLDS = {"moment": "a date or time", "flag": "true or false"}


def case_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 for the three files there are: a whole case, the head of a folder, a file of facts."""
    head = _object(head_fields().values(), "the head of a case")
    facts = {"$ref": "#/$defs/facts"}
    described = {"description": "the facts, each - kind: {field: value, ...}", **facts}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"whosays case, format {FORMAT}",
        "anyOf": [{"$ref": "#/$defs/case"}, facts, {"$ref": "#/$defs/more-facts"}],
        "$defs": {
            "case": {**head, "properties": {**head["properties"], "facts": described}},
            "facts": {"type": ["array", "null"], "items": {"$ref": "#/$defs/fact"}},
            "more-facts": {
                "type": "object",
                "properties": {"facts": described},
                "required": ["facts"],
                "additionalProperties": False,
            },
            "fact": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "properties": {name: {"$ref": f"#/$defs/{name}"} for name in kinds()},
                "additionalProperties": False,
            },
            **_shared(),
            **{kind.name: _kind(kind) for kind in kinds().values()},
        },
    }


def facts_file_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 for the further files of the folder of a case."""
    forms = {"anyOf": [{"$ref": "#/$defs/facts"}, {"$ref": "#/$defs/more-facts"}]}
    title = f"whosays case, format {FORMAT}, a further file of facts"
    return {**{key: value for key, value in case_schema().items() if key != "anyOf"}, "title": title, **forms}


def meaning(field: Field) -> str:
    """What a field means; where its name says it all, what it holds."""
    if field.description:
        return field.description
    if field.type == "ref":
        return f"the id of {' or '.join(map(a, field.refers_to)) or 'a fact'}"
    return "one of: " + ", ".join(field.choices) if field.choices else _HOLDS.get(field.type, a(field.type))


def schema_text() -> str:
    """The schema as it is committed."""
    return json.dumps(case_schema(), indent=1, ensure_ascii=False) + "\n"


def write_schema(root: Path) -> Path:
    """Write the schema into the docs of a checkout."""
    file = root / SCHEMA_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(schema_text(), encoding="utf-8")
    return file


def _kind(kind: Kind) -> dict[str, Any]:
    return _object(kind.fields.values(), kind.description)


def _object(fields: Iterable[Field], description: str) -> dict[str, Any]:
    fields = tuple(fields)
    return {
        "type": "object",
        "description": description,
        "properties": {field.name: _field(field) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def _field(field: Field) -> dict[str, Any]:
    one = _one(field)
    options = [one] if field.min_items <= 1 else []
    if field.many:
        options.append({"type": "array", "items": one, **({"minItems": field.min_items} if field.min_items else {})})
    if not field.required and field.default is None:
        options.append({"type": "null"})
    schema = options[0] if len(options) == 1 else {"anyOf": options}
    return {"description": meaning(field), **schema}


def _one(field: Field) -> dict[str, Any]:
    """A single value; values that many fields have are defined once."""
    if field.type == "choice":
        return {"enum": [int(choice) if choice.isdigit() else choice for choice in field.choices]}
    if field.type == "number":
        return {"type": "number", "minimum": field.limits.at_least, "maximum": field.limits.at_most}
    if field.type == "flag":
        return {"type": "boolean"}
    if _is_own(field):
        return {"type": "string", **_limits(field)}
    return {"$ref": f"#/$defs/a-{'id' if field.type == 'ref' else field.type}"}


def _shared() -> dict[str, Any]:
    """The values that many fields have."""
    fields = {field.type: field for kind in kinds().values() for field in kind.fields.values() if not _is_own(field)}
    number = {"type": "number"}
    return {
        "a-id": {"type": AS_WRITTEN, **_limits(fields["id"])},
        "a-text": {"type": AS_WRITTEN, **_limits(fields["text"])},
        "a-moment": {"type": AS_WRITTEN},
        "a-period": {
            "anyOf": [
                {"$ref": "#/$defs/a-moment"},
                {**_object(fields["period"].parts, "a stretch of time"), "minProperties": 1},
            ]
        },
        "a-length": {"type": "string", **_limits(fields["length"])},
        "a-point": {
            "type": "array",
            "prefixItems": [{**number, "minimum": -90, "maximum": 90}, {**number, "minimum": -180, "maximum": 180}],
            "items": False,
            "minItems": 2,
        },
        "a-quote": _object(fields["quote"].parts, "where it was read, and in what words"),
    }


def _is_own(field: Field) -> bool:
    return field.type == "text" and field.limits.pattern is not None


def _limits(field: Field) -> dict[str, Any]:
    limits = field.limits
    words = {"pattern": limits.pattern, "minLength": limits.min_length, "maxLength": limits.max_length}
    return {word: value for word, value in words.items() if value is not None}


if __name__ == "__main__":
    write_schema(Path.cwd())
