"""`whosays matrix`, as a process."""

from __future__ import annotations

import json

import jsonschema

from tests.cli.process import FOUNDING, whosays
from tests.golden_files import ROOT, TESTS, assert_golden

SCHEMA = json.loads((ROOT / "docs" / "schema" / "matrix-1.json").read_text(encoding="utf-8"))


def test_the_claims_that_compete() -> None:
    ran = whosays("matrix", "facts/jn-is-alliance-2014")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 100
    assert_golden(ran.out, TESTS / "golden" / "founding-case" / "matrix.txt")


def test_json_keeps_its_schema() -> None:
    value = json.loads(whosays("matrix", FOUNDING, "--all", "--format", "json").out)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    assert len(value["columns"]) == 15


def test_claims_can_be_named() -> None:
    ran = whosays("matrix", FOUNDING, "photos", "pact")
    assert ran.out.startswith("A  photos")
    ran = whosays("matrix", FOUNDING, "photo")
    assert (ran.code, ran.out) == (2, "")
    assert 'did you mean "photos"?' in ran.err
