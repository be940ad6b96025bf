"""The part of the JSON Schema of a rulebook that is about conditions. Not imported by anything that judges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whosays.facts.kinds import kinds
from whosays.facts.schema import AS_WRITTEN
from whosays.facts.schema import meaning as meaning_of_field
from whosays.rules import schema_keys
from whosays.rules.language import Column, language_with
from whosays.rules.syntax import ORDERINGS, TESTS, TIME_TESTS

_VARIABLE = r"\$[A-Za-z_][A-Za-z0-9_]*"
_PATH = rf"{_VARIABLE}(\.[A-Za-z_][A-Za-z0-9_]*)*"
_LENGTH = r"[0-9]+(\.[0-9]+)? ?(km|m)"

_SAYS_OF_TEST = {
    "is": "has this value",
    "not": "has a value, and not this one",
    "in": "has one of these values",
    "not_in": "has a value, and none of these",
    "above": "is a number greater than this",
    "below": "is a number less than this",
    "at_least": "is a number not less than this",
    "at_most": "is a number not greater than this",
    "before": "is a time that is over before this one begins",
    "after": "is a time that begins after this one is over",
    "overlaps": "is a time that has a moment in common with this one",
    "during": "is a time that lies wholly within this one",
    "contains": "is a time within which this one lies, or a list that has this value",
    "matches": "is a text of this shape: * stands for any letters, ? for one",
    "known": "true: it has a value; false: it has none",
}
_FIELDLESS = frozenset({"point", "length"})  # not compared by any test; distance reads them


def ref(name: str) -> dict[str, Any]:
    """A reference to a definition of the same schema."""
    return {"$ref": f"#/$defs/{name}"}


def condition_defs() -> dict[str, Any]:
    """The definitions that conditions need, by name."""
    return {
        "conditions": {"type": "array", "minItems": 1, "items": ref("condition")},
        "condition": _condition(),
        "tests": _tests(ref("operand"), TESTS),
        "row": {
            "description": "tests on the columns of a relation, or on the fields of a kind of your own",
            "type": "object",
            "additionalProperties": ref("tests"),
        },
        **{f"when.{kind}": _pattern(kind) for kind in _columns()},
        **_tests_by_type(),
        "finding": {
            "description": "the findings of another rule that speak of all of `on`",
            "type": "object",
            "properties": {
                "finding": {"description": "the id of the rule", "type": ["string", "number"]},
                "on": {
                    "description": "what its findings must speak of",
                    "anyOf": [ref("path"), {"type": "array", "items": ref("path"), "minItems": 1}],
                },
            },
            "required": ["finding", "on"],
            "additionalProperties": False,
        },
        "variable": {"description": "a variable, such as $claim", "type": "string", "pattern": f"^{_VARIABLE}$"},
        "path": {
            "description": "a variable and the fields followed from it, such as $report.by",
            "type": "string",
            "pattern": f"^{_PATH}$",
        },
        "operand": {"type": AS_WRITTEN, "pattern": rf"^([^$]|$|{_PATH}$)"},
        "value": {"description": "a plain value", "type": AS_WRITTEN, "pattern": r"^([^$]|$)"},
        "count": {"anyOf": [{"type": "integer", "minimum": 0}, ref("path")]},
        "text": {"type": AS_WRITTEN},
        "sentence": {"type": AS_WRITTEN},
    }


def special_conditions() -> dict[str, Any]:
    """The conditions that are no pattern."""
    return {
        "none": {"description": "there is nothing for which all of these hold", **ref("conditions")},
        "any": {
            "description": "at least one of these branches holds as a whole; each is a list of conditions",
            "type": "array",
            "minItems": 1,
            "items": ref("conditions"),
        },
        "count": {
            "description": "how many different values there are for which the conditions hold",
            "type": "object",
            "properties": {
                "of": {"description": "what is counted; bound inside only", **ref("variable")},
                "is": {"description": "what the number must be", **_tests(ref("count"), _tests_of("count"))},
                "as": {"description": "a name for the number", **ref("variable")},
                "where": {"description": "the conditions", **ref("conditions")},
            },
            "required": ["of", "where"],
            "anyOf": [{"required": ["is"]}, {"required": ["as"]}],
            "additionalProperties": False,
        },
        "pair": {
            "description": "two different facts, each pair once: [$a, $b]",
            "type": "array",
            "items": ref("variable"),
            "minItems": 2,
            "maxItems": 2,
        },
        "distance": {
            "description": "how far two places are from each other, compared with a length",
            "type": "object",
            "properties": {
                "from": {"description": "the one place", **ref("path")},
                "to": {"description": "the other place", **ref("path")},
                "is": {
                    "description": "compared with a length: {below: 25 km}",
                    **_test_map({"type": "string", "pattern": f"^({_LENGTH}|{_VARIABLE})$"}, ORDERINGS),
                },
            },
            "required": ["from", "to", "is"],
            "additionalProperties": False,
        },
        **schema_keys.CONDITIONS,
    }


def _condition() -> dict[str, Any]:
    """Exactly one key. All stand side by side: an editor then offers them all, and says what is wrong in one."""
    patterns = {name: {"description": kind.description, **ref(f"when.{name}")} for name, kind in kinds().items()}
    return {
        "description": "one condition: a kind of fact, a relation, a $path, none, any, count, pair, distance",
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {**special_conditions(), **patterns},
        "patternProperties": {rf"^{_PATH}$": {"description": "tests on what the path leads to", **ref("tests")}},
        "propertyNames": {"pattern": rf"^([^$]|{_PATH}$)"},
        "additionalProperties": ref("row"),
    }


def _pattern(kind: str) -> dict[str, Any]:
    columns = _columns()[kind]
    fields = kinds()[kind].fields
    return {
        "type": "object",
        "properties": {
            "as": {"description": f"a name for the {kind}", **ref("variable")},
            **{
                name: {"description": meaning_of_field(fields[name]), **ref(_tests_name(column))}
                for name, column in columns.items()
                if column.type.value not in _FIELDLESS
            },
        },
        "additionalProperties": False,
    }


def _tests_by_type() -> dict[str, Any]:
    """The tests and operands that fields share, each defined once: the schema would be eight times as large."""
    found: dict[str, Any] = {}
    for columns in _columns().values():
        for column in columns.values():
            if column.type.value not in _FIELDLESS:
                name = _name_of(column)
                found[f"is.{name}"] = _operand(column)
                tests = _tests_of(column.type.value, many=column.many)
                found[_tests_name(column)] = _tests(ref(f"is.{name}"), tests)
    return found


def _name_of(column: Column) -> str:
    return "-or-".join(column.choices) or column.type.value or "fact"


def _tests_name(column: Column) -> str:
    return f"tests.{_name_of(column)}{'.many' if column.many else ''}"


def _operand(column: Column) -> dict[str, Any]:
    """What a field of this type can be compared with; a reference with variables only, as rules name no fact."""
    if column.type.is_fact:
        return ref("path")
    if column.choices:
        return {"anyOf": [{"enum": list(column.choices)}, ref("path")]}
    if column.type.value in {"flag", "number"}:
        return {"anyOf": [{"type": {"flag": "boolean", "number": "number"}[column.type.value]}, ref("path")]}
    return ref("operand")


def _tests_of(type_: str, *, many: bool = False) -> tuple[str, ...]:
    """The tests that go with a type."""
    apart = {
        **dict.fromkeys(ORDERINGS, type_ in {"number", "count"}),
        **dict.fromkeys(TIME_TESTS, type_ == "time"),
        "matches": type_ == "text",
    }
    if many:
        apart["contains"] = True
    return tuple(test for test in TESTS if apart.get(test, True))


def _tests(operand: dict[str, Any], tests: tuple[str, ...]) -> dict[str, Any]:
    """`value`, `$x`, `[value, ...]` or `{test: value, ...}`."""
    return {"anyOf": [operand, {"type": "array", "items": operand, "minItems": 1}, _test_map(operand, tests)]}


def _test_map(operand: dict[str, Any], tests: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "minProperties": 1,
        "properties": {
            test: {"description": f"holds if it {_SAYS_OF_TEST[test]}", **_compared(test, operand)} for test in tests
        },
        "additionalProperties": False,
    }


def _compared(test: str, operand: dict[str, Any]) -> dict[str, Any]:
    if test == "known":
        return {"type": "boolean"}
    if test == "matches":
        return ref("operand")
    return {"anyOf": [operand, {"type": "array", "items": operand}]} if test in {"in", "not_in"} else operand


def _columns() -> Mapping[str, Mapping[str, Column]]:
    """The columns of every kind of the case format."""
    return language_with((), kinds()).kinds
