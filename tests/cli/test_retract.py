"""`whosays retract`, as a process."""

from __future__ import annotations

import json

import jsonschema

from tests.cli.process import FOUNDING, whosays
from tests.golden_files import ROOT, TESTS, assert_golden

SCHEMA = json.loads((ROOT / "docs" / "schema" / "retract-1.json").read_text(encoding="utf-8"))


def test_without_the_agency() -> None:
    ran = whosays("retract", "facts/jn-is-alliance-2014", "ap")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 100
    assert_golden(ran.out, TESTS / "golden" / "founding-case" / "retract-ap.txt")


def test_json_keeps_its_schema() -> None:
    value = json.loads(whosays("retract", FOUNDING, "ap-article", "--format", "json").out)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    assert "ap-pact" in value["said"]


def test_what_cannot_be_retracted() -> None:
    for what, said in (("app", 'did you mean "ap"?'), ("pact", "it is of kind claim")):
        ran = whosays("retract", FOUNDING, what)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
