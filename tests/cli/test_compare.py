"""`whosays compare`, as a process."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from tests.cli.process import FOUNDING, refused, whosays
from tests.golden_files import ROOT, TESTS, assert_golden

SCHEMA = json.loads((ROOT / "docs" / "schema" / "compare-1.json").read_text(encoding="utf-8"))
HOUSES = ("-r", "credits-the-press", "-r", "doubts-the-press")
CASE = """
case: gate
title: Was the gate open?
as_of: 2014-11-17
facts:
  - claim: {id: open, text: The gate was open.}
  - source: {id: guard, name: the guard, reliability: B}
  - report: {id: guard-says, by: guard, claim: open, basis: firsthand}
"""


def versions(folder: Path) -> tuple[Path, Path]:
    old, new = folder / "old.yaml", folder / "new.yaml"
    old.write_text(CASE, encoding="utf-8")
    new.write_text(CASE.replace("name: the guard", "name: the guard, named: anonymous"), encoding="utf-8")
    return old, new


def test_two_houses_on_the_founding_case() -> None:
    ran = whosays("compare", "facts/jn-is-alliance-2014", *HOUSES)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 100
    assert_golden(ran.out, TESTS / "golden" / "founding-case" / "compare-houses.txt")


def test_two_versions(tmp_path: Path) -> None:
    versions(tmp_path)
    ran = whosays("compare", "old.yaml", "new.yaml", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 100
    assert_golden(ran.out, TESTS / "golden" / "compare" / "two-versions.txt")


def test_json_keeps_its_schema(tmp_path: Path) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    by_rules = json.loads(whosays("compare", FOUNDING, *HOUSES, "--format", "json").out)
    validator.validate(by_rules)
    assert by_rules["comparisons"][0]["before"]["rulebook"] == "credits-the-press"
    by_cases = json.loads(whosays("compare", *versions(tmp_path), "--format", "json").out)
    validator.validate(by_cases)
    assert by_cases["comparisons"][0]["cases"]["facts"][0]["id"] == "guard"


def test_two_rulebooks_on_two_cases(tmp_path: Path) -> None:
    ran = whosays("compare", *versions(tmp_path), *HOUSES)
    assert ran.code == 0
    assert ran.out.count("between the rulebooks") == 2


def test_nothing_to_compare_with_is_refused(tmp_path: Path) -> None:
    for arguments in ((FOUNDING,), (FOUNDING, "-r", "standard"), (FOUNDING, *HOUSES, "-r", "standard")):
        ran = whosays("compare", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert "two rulebooks" in ran.err
    refused(whosays("compare", FOUNDING, tmp_path / "nowhere"), "no-case")
    refused(whosays("compare", FOUNDING, "-r", "standard", "-r", "standrad"), "no-rulebook")
