"""The part of SARIF 2.1.0 that whosays writes, as a JSON Schema: required members, types and bounds of the standard.

No package on the index carries the published schema, so that this one is written from the text of the standard (3.13 to
3.52). It is stricter than the published one in that it allows no other members.
"""

from __future__ import annotations

from typing import Any


def closed(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """An object with these members and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 1}
REGION = closed({"startLine": COUNT, "startColumn": COUNT, "endColumn": COUNT})
PLACE = closed({"artifactLocation": closed({"uri": {"type": "string", "format": "uri-reference"}})}, region=REGION)
RESULT = closed(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": closed({"text": TEXT}),
        "locations": {"type": "array", "items": closed({"physicalLocation": PLACE})},
    }
)
DRIVER = closed(
    {"name": TEXT, "version": TEXT, "rules": {"type": "array", "items": closed({"id": TEXT}), "uniqueItems": True}}
)
RUN = closed(
    {
        "tool": closed({"driver": DRIVER}),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
    }
)
SCHEMA = closed(
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN, "minItems": 1},
    }
)
