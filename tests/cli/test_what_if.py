"""`whosays what-if`, as a process."""

from __future__ import annotations

import json

import jsonschema
import pytest
from referencing import Registry, Resource

import whosays as package
from tests.cli.process import FOUNDING, refused, whosays
from tests.golden_files import ROOT, TESTS, assert_golden

SCHEMA = json.loads((ROOT / "docs" / "schema" / "what-if-1.json").read_text(encoding="utf-8"))
ASSESSMENT = json.loads((ROOT / "docs" / "schema" / "assessment-1.json").read_text(encoding="utf-8"))
GOLDEN = TESTS / "golden" / "founding-case"
ASKED = {
    "without": ["--without", "orton-pact", "--without", "fsa-gains-pact"],
    "changed": ["--change", "ap.reliability=D", "--set", "anonymous-source.by=strong"],
    "nothing": [],
}


def valid(value: object) -> None:
    registry = Registry().with_resources([(ASSESSMENT["$id"], Resource.from_contents(ASSESSMENT))])
    jsonschema.Draft202012Validator(SCHEMA, registry=registry).validate(value)


@pytest.mark.parametrize("name", ASKED)
def test_text(name: str) -> None:
    ran = whosays("what-if", "facts/jn-is-alliance-2014", *ASKED[name])
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 100
    assert_golden(ran.out, GOLDEN / f"what-if-{name}.txt")


def test_json_keeps_to_its_schema_and_is_that_of_python() -> None:
    value = json.loads(whosays("what-if", FOUNDING, *ASKED["without"], "--format", "json").out)
    valid(value)
    found = package.assess(FOUNDING).what_if(without=["orton-pact", "fsa-gains-pact"])
    assert value == json.loads(json.dumps(found.to_dict()))


def test_problems() -> None:
    ran = whosays("what-if", FOUNDING, "--change", "ap.relibility=D", "--set", "anonymous-sorce.by=strong")
    refused(ran, "unknown-field")
    refused(ran, "unknown-rule")
    assert "--change ap.relibility=D" in ran.err
