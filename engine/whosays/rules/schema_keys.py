"""The schemas of scenarios, declared kinds, replacing rules, and of what is measured between places and times."""

from __future__ import annotations

from typing import Any

_FIELD_TYPE: dict[str, Any] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"$ref": "#/$defs/value"}}]}
_FIELD: dict[str, Any] = {
    "description": "its type, a list of choices, or a mapping with its type and what else is to be said of it",
    "anyOf": [
        *_FIELD_TYPE["anyOf"],
        {
            "type": "object",
            "properties": {
                "type": {"description": "what it holds", **_FIELD_TYPE},
                "many": {"description": "true: it takes one or more values", "type": "boolean"},
                "required": {"description": "true: every fact of the kind must have it", "type": "boolean"},
                "default": {"description": "the value where it is left out", "$ref": "#/$defs/value"},
                "says": {"description": "what it means, for the reader", "$ref": "#/$defs/sentence"},
            },
            "required": ["type"],
            "additionalProperties": False,
        },
    ],
}

HEAD: dict[str, Any] = {
    "scenarios": {
        "description": "facts under a name, which examples can share",
        "type": "object",
        "additionalProperties": {"$ref": "#/$defs/given"},
    },
    "kinds": {
        "description": "kinds of facts of your own: their fields by name",
        "type": "object",
        "additionalProperties": {"type": "object", "additionalProperties": _FIELD},
    },
}

RULE: dict[str, Any] = {
    "replaces": {"description": "the rule, or rules, whose place it takes", "$ref": "#/$defs/texts"},
}

CONDITIONS: dict[str, Any] = {
    "travel": {
        "description": "whether one can get from one place to another in the time between two others",
        "type": "object",
        "properties": {
            "from": {"description": "the place of departure", "$ref": "#/$defs/path"},
            "to": {"description": "the place of arrival", "$ref": "#/$defs/path"},
            "leaving": {"description": "when it begins", "$ref": "#/$defs/operand"},
            "arriving": {"description": "when it ends", "$ref": "#/$defs/operand"},
            "is": {"description": "what is asked of it", "$ref": "#/$defs/tests"},
        },
        "required": ["from", "to", "is"],
        "additionalProperties": False,
    },
    "elapsed": {
        "description": "the time that passes between two times, compared with a length of time",
        "type": "object",
        "properties": {
            "from": {"description": "the earlier time", "$ref": "#/$defs/operand"},
            "to": {"description": "the later time", "$ref": "#/$defs/operand"},
            "is": {"description": "what is asked of it", "$ref": "#/$defs/tests"},
        },
        "required": ["from", "to", "is"],
        "additionalProperties": False,
    },
}
