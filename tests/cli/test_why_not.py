"""`whosays why-not`, as a process."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

import whosays as package
from tests.cli.process import FOUNDING, refused, whosays
from tests.golden_files import ROOT, TESTS, assert_golden

SCHEMA = json.loads((ROOT / "docs" / "schema" / "why-not-1.json").read_text(encoding="utf-8"))
GOLDEN = TESTS / "golden" / "founding-case"
ASKED = {
    "missing": ["geographic-impossibility", "pact"],
    "fired": ["interested-party", "abu-musafer-pact"],
    "two": ["same-camp", "al-tamimi-attack", "abu-musafer-pact"],
}


@pytest.mark.parametrize("name", ASKED)
def test_text(name: str) -> None:
    ran = whosays("why-not", "facts/jn-is-alliance-2014", *ASKED[name])
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 100
    assert_golden(ran.out, GOLDEN / f"why-not-{name}.txt")


def test_all_shows_each_match_that_comes_as_close() -> None:
    ran = whosays("why-not", FOUNDING, *ASKED["missing"], "--all")
    assert "(1 of 3)" in ran.out
    assert "(3 of 3)" in ran.out


@pytest.mark.parametrize("name", ASKED)
def test_json_keeps_to_its_schema_and_is_that_of_python(name: str) -> None:
    value = json.loads(whosays("why-not", FOUNDING, *ASKED[name], "--format", "json").out)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    assert value == json.loads(json.dumps(package.assess(FOUNDING).why_not(*ASKED[name]).to_dict()))


def test_what_is_missing_can_be_pasted(tmp_path: Path) -> None:
    text = whosays("why-not", FOUNDING, *ASKED["missing"]).out
    fact = next(line.strip() for line in text.splitlines() if line.strip().startswith("- requires:"))
    shutil.copytree(FOUNDING, tmp_path / "case")
    (tmp_path / "case" / "more.yaml").write_text(fact + "\n", encoding="utf-8")
    assert "did fire" in whosays("why-not", tmp_path / "case", *ASKED["missing"]).out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["anonymus-source", "ap"], "unknown-rule"),
        (["anonymous-source", "app"], "unknown-fact"),
        (["anonymous-source", "pact"], "wrong-target"),
    ],
)
def test_what_is_not_there(arguments: list[str], code: str) -> None:
    refused(whosays("why-not", FOUNDING, *arguments), code)
