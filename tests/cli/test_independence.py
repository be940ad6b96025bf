"""`whosays independence`, as a process."""

from __future__ import annotations

import json

import jsonschema

from tests.cli.process import FOUNDING, whosays
from tests.golden_files import ROOT, TESTS, assert_golden

SCHEMA = json.loads((ROOT / "docs" / "schema" / "independence-1.json").read_text(encoding="utf-8"))


def test_the_pact() -> None:
    ran = whosays("independence", "facts/jn-is-alliance-2014", "pact")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 100
    assert_golden(ran.out, TESTS / "golden" / "founding-case" / "independence-pact.txt")


def test_json_keeps_its_schema() -> None:
    value = json.loads(whosays("independence", FOUNDING, "pact", "--format", "json").out)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    assert (value["reports"], value["origins"]) == (11, 6)


def test_a_claim_that_is_not_there() -> None:
    ran = whosays("independence", FOUNDING, "pcat")
    assert (ran.code, ran.out) == (2, "")
    assert 'did you mean "pact"?' in ran.err
