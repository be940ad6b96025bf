"""The JSON Schemas: current, valid, kind to every good file, and hard on every broken one that a schema can see."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.process import whosays
from tests.docs.pages import page, yaml_blocks
from tests.editing.data import SHIPPED_FACTS, SHIPPED_RULES, values_of
from tests.golden_files import ROOT, TESTS, assert_golden
from whosays.editing.schemas import SCHEMAS, schema_file, schema_text
from whosays.rules.load import PRELUDE
from whosays.rules.read_conditions import SPECIAL
from whosays.rules.read_rulebook import HEAD_KEYS, RULE_KEYS
from whosays.rules.schema import head_keys, rule_keys
from whosays.rules.schema_conditions import special_conditions

VALIDATORS = {what: jsonschema.Draft202012Validator(make()) for what, (make, _) in SCHEMAS.items()}
GOLDEN = TESTS / "golden"

# What only `whosays check` sees: it needs other files, all rules at once, or to know what a variable is.
UNSEEN_IN_RULEBOOKS = {
    "adjusts-unknown-rule": "rules of another file",
    "bound-only-inside-none": "where a variable is bound",
    "count-of-nothing": "where a variable is bound",
    "deprecated-rule": "rules of another file",
    "duplicate-kind": "kinds of another file",
    "duplicate-scenario": "scenarios of another file",
    "unused-scenario": "which scenarios the examples name",
    "facts-of-a-kind": "what a rulebook declares",
    "replaces-unknown": "rules of other files",
    "replaces-without-extends": "rules of other files",
    "unknown-scenario": "scenarios of other files",
    "duplicate-id": "two rules at once",
    "duplicate-title": "two rules at once",
    "extends-nothing": "other files",
    "negation-cycle": "all rules at once",
    "too-many-alternatives": "combinations of a rule",
    "unbound-in-sentence": "where a variable is bound",
    "unbound-variable": "where a variable is bound",
    "undercut-cycle": "all rules at once",
    "unknown-column": "columns of a relation",
    "unknown-column-type": "kinds that an extended rulebook may declare",
    "unknown-kind": "relations and kinds that an extended rulebook may declare",
    "unknown-relation": "relations of other files",
    "unknown-rule-undercut": "rules of other files",
    "used-once": "how often a variable stands",
    "wrong-type-of-target": "what a variable is",
    "wrong-type-of-variable": "what a variable is",
}

UNSEEN_IN_CASES = {
    "dangling-reference": "what the other facts are",
    "duplicate-id": "two facts at once",
    "folder": "other files",
    "folder-unread-file": "other files",
    "folder-without-head": "other files",
    "no-as-of": "what a warning is about",
    "not-a-case": "that a list of facts belongs into a folder",
    "rings": "all facts at once",
    "self-reference": "the id of the fact around it",
    "warnings": "what a warning is about",
    "wrong-reference": "what the other facts are",
}


def errors(what: str, data: object) -> list[str]:
    found = sorted(VALIDATORS[what].iter_errors(data), key=lambda error: list(map(str, error.absolute_path)))
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


@pytest.mark.parametrize("what", SCHEMAS)
def test_the_committed_copy_is_current(what: str) -> None:
    assert_golden(schema_text(what), ROOT / schema_file(what))


@pytest.mark.parametrize("what", SCHEMAS)
def test_it_is_a_schema(what: str) -> None:
    jsonschema.Draft202012Validator.check_schema(VALIDATORS[what].schema)


@pytest.mark.parametrize("what", SCHEMAS)
def test_every_key_is_described(what: str) -> None:
    definitions = VALIDATORS[what].schema["$defs"]

    def walk(schema: object, path: str) -> list[str]:
        if isinstance(schema, list):
            return [found for index, each in enumerate(schema) for found in walk(each, f"{path}/{index}")]
        if not isinstance(schema, dict):
            return []
        bare = [
            f"{path}/{name}"
            for name, value in schema.get("properties", {}).items()
            if "if" not in path and "/then" not in path and not _description(value, definitions)
        ]
        return bare + [found for key, each in schema.items() for found in walk(each, f"{path}/{key}")]

    assert not walk(definitions, "")


def _description(schema: dict[str, object], definitions: dict[str, dict[str, object]]) -> object:
    target = str(schema.get("$ref", "")).removeprefix("#/$defs/")
    return schema.get("description") or definitions.get(target, {}).get("description")


def test_it_knows_the_keys_that_the_reader_knows() -> None:
    assert set(HEAD_KEYS) == set(head_keys())
    assert set(RULE_KEYS) == set(rule_keys())
    assert set(SPECIAL) == set(special_conditions())


@pytest.mark.parametrize("file", [*SHIPPED_RULES, PRELUDE], ids=lambda file: file.name)
def test_shipped_rules(file: Path) -> None:
    assert not errors("rulebook" if file.name in {"rulebook.yaml", "prelude.yaml"} else "rules-file", values_of(file))


@pytest.mark.parametrize("file", SHIPPED_FACTS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_shipped_cases(file: Path) -> None:
    what = "case" if "case" in (values_of(file) if file.name == "case.yaml" else ()) else "facts-file"
    assert not errors(what, values_of(file))


@pytest.mark.parametrize("block", yaml_blocks(page("rule-language")), ids=lambda block: block.partition("\n")[0])
def test_every_rulebook_of_the_reference(block: str) -> None:
    assert not errors("rulebook", values_of(block))


@pytest.mark.parametrize("folder", sorted((GOLDEN / "rules").iterdir()), ids=lambda folder: folder.name)
def test_broken_rulebooks_do_not_fit(folder: Path) -> None:
    data = values_of(folder / "input.yaml")
    if data is None:
        pytest.skip("no YAML, so no schema is asked")
    assert bool(errors("rulebook", data)) == (folder.name not in UNSEEN_IN_RULEBOOKS)


CASES = sorted(file for file in (GOLDEN / "facts").glob("*/input.yaml") if not file.parent.name.startswith("yaml-"))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.parent.name)
def test_broken_cases_do_not_fit(file: Path) -> None:
    data = values_of(file)
    if data is None:
        pytest.skip("no YAML, so no schema is asked")
    assert bool(errors("case", data)) == (file.parent.name not in UNSEEN_IN_CASES)


COMING = {
    "scenarios": "rulebook: r\nscenarios:\n  two towns:\n    - place: {id: p}\n",
    "kinds": "rulebook: r\nkinds:\n  sensor: {at: place, reads: {type: text, many: true}, state: [on, off]}\n",
    "travel": "rulebook: r\nrules:\n  - id: a\n    title: A\n    when: [{travel: {from: $a, to: $b, leaving: $c.during,"
    " arriving: $d.during, is: impossible}}]\n    then: [{raises: $r, because: so}]\n",
}


@pytest.mark.parametrize("name", COMING)
def test_what_comes_fits(name: str) -> None:
    assert not errors("rulebook", values_of(COMING[name]))


@pytest.mark.parametrize("what", SCHEMAS)
def test_the_command(what: str, tmp_path: Path) -> None:
    ran = whosays("schema", what)
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == VALIDATORS[what].schema
    assert whosays("schema", what, "-o", tmp_path / "s.json").out == ""
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == schema_text(what)
    assert whosays("schema", "rulebok").code == 2
