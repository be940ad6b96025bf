"""`whosays flip`, as a process."""

from __future__ import annotations

import json

import jsonschema
import pytest

import whosays as package
from tests.cli.process import FOUNDING, whosays
from tests.golden_files import ROOT, TESTS, assert_golden

SCHEMA = json.loads((ROOT / "docs" / "schema" / "flip-1.json").read_text(encoding="utf-8"))
GOLDEN = TESTS / "golden" / "founding-case"


@pytest.mark.parametrize("claim", ["pact", "qalamoun"])
def test_text(claim: str) -> None:
    ran = whosays("flip", "facts/jn-is-alliance-2014", claim)
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 100
    assert_golden(ran.out, GOLDEN / f"flip-{claim}.txt")


def test_json_keeps_to_its_schema_and_is_that_of_python() -> None:
    value = json.loads(whosays("flip", FOUNDING, "qalamoun", "--format", "json").out)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    assert value == json.loads(json.dumps(package.assess(FOUNDING).flip("qalamoun").to_dict()))


def test_a_claim_that_is_not_there() -> None:
    ran = whosays("flip", FOUNDING, "pcat")
    assert ran.code == 2
    assert 'did you mean "pact"?' in ran.err
    assert not ran.out
