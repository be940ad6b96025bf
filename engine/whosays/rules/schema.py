"""The JSON Schema of a rulebook, for editors; made from the language. Not imported by anything that judges.

A schema sees one file at a time and no variables: what relations and rules there are elsewhere, and of what type a
variable is, only `whosays check` knows.
"""

from __future__ import annotations

import json
from typing import Any

from whosays.facts.schema import case_schema
from whosays.marked import read_yaml
from whosays.rules import schema_keys
from whosays.rules.language import VALUE_TYPES
from whosays.rules.numbers import TABLES
from whosays.rules.read_conclusions import OPTIONS
from whosays.rules.read_rulebook import _STATUSES, FORMAT, read_numbers
from whosays.rules.reader import Reader
from whosays.rules.schema_conditions import condition_defs, ref
from whosays.rules.syntax import EFFECTS
from whosays.shipped import shipped_folder

_SAYS_OF_EFFECT = {
    "derive": "adds a row to a relation: {relation: {column: value, ...}}",
    "supports": "adds evidence for a claim",
    "opposes": "adds evidence against a claim",
    "discounts": "takes a share off the weight of a report or a source",
    "raises": "doubles the evidence that a report starts from",
    "same_origin": "ties two reports, [$a, $b], that do not count as two",
    "refutes": "a floor: disbelief in a claim is at least this",
    "confirms": "a floor: belief in a claim is at least this",
    "withholds": "a ceiling: belief, or disbelief, in a claim is at most this",
    "undercuts": "takes away the ground of a fact, or of the findings of a rule: {finding: <rule id>, on: $x}",
    "base_rate": "where to start from: so many of so many earlier cases came true",
}
_SAYS_OF_OPTION = {
    "strength": "how much evidence it is",
    "by": "the share it takes off: a word, a parameter, or for undercuts a fact",
    "to": "a number from 0 to 1, or a parameter",
    "keeps": "the share that the weaker report still adds; 0: they count as one",
    "of": "withholds: belief or disbelief; base_rate: the number of earlier cases",
    "hits": "how many of the earlier cases came true",
}
_SAYS_OF_TABLE = {
    "letters": "the weight of a source by its letter, from 0 to 1",
    "strengths": "the evidence that a finding is worth",
    "discounts": "the share that a discount takes off, from 0 to 1",
    "mass": "what an origin is worth by how the speaker knows",
    "disposition": "families inferred from disposition; 0 takes a family out",
}


def rulebook_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 for a rulebook in one file, and for the head of a folder."""
    return _document(f"whosays rulebook, format {FORMAT}", "rulebook")


def rules_file_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 for the further files of a rulebook folder."""
    return _document("whosays rulebook, a further file of rules", "rules-file")


def as_text(schema: dict[str, Any]) -> str:
    """A schema as it is committed."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _document(title: str, root: str) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "$ref": f"#/$defs/{root}",
        "$defs": {
            "rulebook": _object("a rulebook, or the head of its folder", head_keys(), ("rulebook",)),
            "rules-file": _object("more relations and rules of the rulebook in this folder", _rules_file_keys()),
            "rule": _object("a rule: when these facts are there, conclude this", rule_keys(), REQUIRED_OF_RULE),
            "relation": _relation(),
            "adjustment": _object("what is changed in a rule of a rulebook it extends", _adjustment_keys()),
            "unless": {"type": "object", "additionalProperties": ref("conditions")},
            "params": {"type": "object", "additionalProperties": ref("value")},
            "conclusion": _conclusion(),
            "example": _object("facts, and what the rule should make of them", _example_keys(), REQUIRED_OF_EXAMPLE),
            "given": {
                "anyOf": [
                    {"type": "string"},
                    {"type": "array", "items": {"anyOf": [ref("fact.fact"), {"type": "string"}]}},
                ]
            },
            "texts": {"anyOf": [ref("text"), {"type": "array", "items": ref("text")}]},
            **condition_defs(),
            **_fact_defs(),
        },
    }


REQUIRED_OF_RULE = ("id", "title", "when", "then")
REQUIRED_OF_EXAMPLE = ("name", "given", "expect")


def head_keys() -> dict[str, Any]:
    """What stands at the top of a rulebook."""
    numbers = {table: _table(table, words) for table, words in _words().items()}
    return {
        "rulebook": _say("the id of the rulebook", ref("text")),
        "title": _say("for the reader", ref("text")),
        "version": _say("for the reader", ref("text")),
        "format": _say("the rulebook format that it is written in", {"const": FORMAT}),
        "extends": _say("the rulebooks it builds on: a shipped one by name, another by path", ref("texts")),
        "params": _say("values that every rule of this rulebook can use", ref("params")),
        "numbers": _object("sizes that it changes", numbers),
        "adjust": {
            "description": "what it changes in rules that it extends, by their ids",
            "type": "object",
            "additionalProperties": ref("adjustment"),
        },
        **schema_keys.HEAD,
        **_rules_file_keys(),
    }


def rule_keys() -> dict[str, Any]:
    """What stands in a rule."""
    return {
        "id": _say(
            "unique: small letters, digits and -", {"type": ["string", "number"], "pattern": "^[a-z0-9][a-z0-9-]*$"}
        ),
        "title": _say("what the rule looks for, as a short statement; unique", ref("text")),
        **schema_keys.RULE,
        "family": _say("rules of one family are one reason, not several", ref("text")),
        "status": _say("for the reader; left out: stable", {"enum": list(_STATUSES)}),
        "rationale": _say("why the rule is right", ref("text")),
        "references": _say("where it comes from", ref("texts")),
        "tags": _say("words of your own", ref("texts")),
        "params": _say("values with a name, which a house rulebook can change", ref("params")),
        "when": _say("the conditions; all of them must hold", ref("conditions")),
        "unless": _say("exceptions by a name that says when the rule does not hold", ref("unless")),
        "then": _say("the conclusions; each is drawn", {"type": "array", "minItems": 1, "items": ref("conclusion")}),
        "examples": _say("tests of the rule", {"type": "array", "items": ref("example")}),
    }


def _rules_file_keys() -> dict[str, Any]:
    return {
        "relations": {
            "description": "the relations that its rules derive, by name",
            "type": "object",
            "propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"},
            "additionalProperties": ref("relation"),
        },
        "rules": _say("its rules", {"type": "array", "items": ref("rule")}),
    }


def _relation() -> dict[str, Any]:
    types = sorted({*case_schema()["$defs"]["fact"]["properties"], *VALUE_TYPES, "fact"})
    return {
        "description": "its columns and what each of them holds",
        "type": "object",
        "minProperties": 1,
        "properties": {"says": _say("a sentence that reads a row aloud", ref("sentence"))},
        "additionalProperties": {
            "description": "a kind of fact, several as “actor or source”, fact for any kind, or text, time or number",
            "type": "string",
            "pattern": "^ *[a-z][a-z0-9_-]*( or [a-z][a-z0-9_-]*)* *$",
            "examples": types,
        },
    }


def _adjustment_keys() -> dict[str, Any]:
    words = _words()
    return {
        "disabled": _say("takes the rule out: the reason, which every report shows", {**ref("text"), "minLength": 1}),
        "params": _say("other values of its parameters", ref("params")),
        "strength": _say(_SAYS_OF_OPTION["strength"], _word(words["strengths"])),
        "by": _say(_SAYS_OF_OPTION["by"], _word(words["discounts"])),
        "to": _say(_SAYS_OF_OPTION["to"], _share()),
        "keeps": _say(_SAYS_OF_OPTION["keeps"], _share()),
        "unless": _say("more exceptions", ref("unless")),
    }


def _conclusion() -> dict[str, Any]:
    """One effect with its options. What an option holds depends on the effect; so that is asked for per effect."""
    words = _words()
    strength, by = _word(words["strengths"]), _word(words["discounts"])
    options = {"strength": strength, "by": by, "to": _share(), "keeps": _share(), "hits": ref("count"), "of": {}}
    targets: dict[str, dict[str, Any]] = {
        "derive": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": {"type": "object", "additionalProperties": ref("operand")},
        },
        "same_origin": {"type": "array", "items": ref("path"), "minItems": 2, "maxItems": 2},
        "undercuts": {"anyOf": [ref("path"), ref("finding")]},
    }
    of = {"withholds": {"enum": ["belief", "disbelief"]}, "base_rate": ref("count")}
    return {
        "description": "one effect, its options, and why",
        "type": "object",
        "properties": {
            **{word: _say(_SAYS_OF_EFFECT[word], targets.get(word, ref("path"))) for word in EFFECTS},
            **{name: _say(_SAYS_OF_OPTION[name], schema) for name, schema in options.items()},
            "because": _say(
                "the sentence that the reader of the verdict gets; $x is replaced by a name", ref("sentence")
            ),
        },
        "required": ["because"],
        "additionalProperties": False,
        "anyOf": [{"required": [word]} for word in EFFECTS],
        "allOf": [
            {
                "if": {"required": [word]},
                "then": {
                    "required": list(OPTIONS[word]),
                    "propertyNames": {"enum": [word, *OPTIONS[word], "because"]},
                    **({"properties": {"of": _either(of[word])}} if word in of else {}),
                },
            }
            for word in EFFECTS
        ],
    }


def _example_keys() -> dict[str, Any]:
    target = {"anyOf": [ref("fact.a-id"), {"type": "string"}, {"type": "array", "items": ref("fact.a-id")}]}
    expected = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {word: _say(_SAYS_OF_EFFECT[word], target) for word in EFFECTS},
        "additionalProperties": False,
    }
    return {
        "name": _say("what it is an example of", ref("text")),
        "given": _say("the facts, a case of their own", ref("given")),
        "expect": _say(
            "each conclusion of the rule: its effect and the id of what it acts on; []: the rule stays silent",
            {"type": "array", "items": expected},
        ),
    }


def _fact_defs() -> dict[str, Any]:
    """The facts of examples: those of a case, under names of their own. Kinds that a rulebook declares pass."""
    text = json.dumps(case_schema()["$defs"]).replace('"#/$defs/', '"#/$defs/fact.')
    defs = {f"fact.{name}": schema for name, schema in json.loads(text).items() if name not in _FILES_OF_A_CASE}
    defs["fact.fact"]["additionalProperties"] = {"type": "object"}
    return defs


_FILES_OF_A_CASE = ("case", "facts", "more-facts")


def _words() -> dict[str, tuple[str, ...]]:
    """The words of each table of numbers."""
    tree, _ = read_yaml(shipped_folder("rules") / "numbers.yaml")
    tables = read_numbers(Reader(), tree)
    return {name: tuple(tables[name]) for name in TABLES}


def _table(name: str, words: tuple[str, ...]) -> dict[str, Any]:
    size: dict[str, Any] = {"type": "number", "minimum": 0}
    size |= {"maximum": 1} if name in {"letters", "discounts"} else {"exclusiveMaximum": 1_000_000}
    table = _object(_SAYS_OF_TABLE[name], {word: _say(f"the size of {word}", size) for word in words})
    return {**table, "additionalProperties": size if name == "disposition" else False}


def _word(words: tuple[str, ...]) -> dict[str, Any]:
    return _either({"enum": list(words)})


def _share() -> dict[str, Any]:
    return _either({"type": "number", "minimum": 0, "maximum": 1})


def _either(schema: dict[str, Any]) -> dict[str, Any]:
    """A value, or the variable or parameter that stands for it."""
    return {"anyOf": [schema, ref("path")]}


def _say(text: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": text, **schema}


def _object(text: str, keys: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    schema = {"description": text, "type": "object", "properties": keys}
    return {**schema, **({"required": list(required)} if required else {}), "additionalProperties": False}
