"""`whosays audit`, as a process."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from tests.cli.process import FOUNDING, whosays
from tests.golden_files import ROOT, TESTS, assert_golden

SCHEMA = json.loads((ROOT / "docs" / "schema" / "audit-1.json").read_text(encoding="utf-8"))
HOUSE = """
rulebook: house
extends: standard
rules:
  - id: sure
    title: Sure of it
    when: [{claim: {as: $claim}}]
    then: [{opposes: $claim, strength: weak, because: it probably did not happen.}]
"""


def test_the_founding_case() -> None:
    ran = whosays("audit", "facts/jn-is-alliance-2014", "--strict")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 100
    assert_golden(ran.out, TESTS / "golden" / "founding-case" / "audit.txt")


def test_json_keeps_its_schema() -> None:
    value = json.loads(whosays("audit", FOUNDING, "--format", "json").out)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    assert [check["name"] for check in value["checks"]][:2] == ["parties", "letters"]


def test_with_strict_a_finding_is_told_by_the_exit_code(tmp_path: Path) -> None:
    book = tmp_path / "house.yaml"
    book.write_text(HOUSE, encoding="utf-8")
    for options, code in ((), 0), (("--strict",), 1):
        ran = whosays("audit", FOUNDING, "-r", book, *options)
        assert ran.code == code
        assert "FOUND rules" in ran.out
        assert "1 finding in 6 checks" in ran.out


def test_parties_must_be_two_actors() -> None:
    ran = whosays("audit", FOUNDING, "--swap", "pact", "srf")
    assert (ran.code, ran.out) == (2, "")
    assert "no actor" in ran.err
    ran = whosays("audit", FOUNDING, "--swap", "srf", "srf")
    assert ran.code == 2
    assert "two different actors" in ran.err
