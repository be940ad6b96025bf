"""`whosays check` in the formats of builds: the same problems, the same exit codes, and as light."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from junitparser import JUnitXml

from tests.cli.process import whosays
from tests.golden_files import TESTS, assert_golden
from tests.render.sarif_schema import SCHEMA

GOLDEN = TESTS / "golden" / "checking"
BOOK = """rulebook: desk
rules:
  - id: broken, 100%
    title: Broken
    when:
      - clam: {as: $claim}
    then: [{supports: $claim, strength: weak, because: so it is}]
"""
CASE = "case: a\ntitle: A\nas_of: 2020\nfacts:\n  - claim: {id: c, text: It is.}\n"
FORMATS = ["json", "sarif", "junit", "github"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "desk.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("format_", FORMATS)
def test_problems_stand_in_the_document_and_not_on_standard_error(folder: Path, format_: str) -> None:
    ran = whosays("check", "desk.yaml", "case.yaml", "--format", format_, cwd=folder)
    assert ran.code == 2
    assert not ran.err
    assert_golden(ran.out.replace(_version(), "VERSION"), GOLDEN / f"broken.{format_}.txt")


def _version() -> str:
    from whosays.version import VERSION

    return f'"version": "{VERSION}"'


def test_the_documents_can_be_read(folder: Path) -> None:
    out = {each: whosays("check", "desk.yaml", "case.yaml", "--format", each, cwd=folder).out for each in FORMATS}
    jsonschema.validate(json.loads(out["sarif"]), SCHEMA)
    found = json.loads(out["json"])
    assert (found["errors"], found["warnings"], len(found["problems"])) == (2, 2, 4)
    (suite,) = JUnitXml.fromstring(out["junit"].encode())
    assert (suite.tests, suite.errors) == (2, 1)
    assert len(out["github"].splitlines()) == len(found["problems"])


@pytest.mark.parametrize("format_", [*FORMATS, "text"])
def test_nothing_wrong(folder: Path, format_: str) -> None:
    ran = whosays("check", "standard", "--format", format_, "-o", "out.txt", cwd=folder)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert (folder / "out.txt").exists()


@pytest.mark.parametrize("format_", FORMATS)
def test_warnings_fail_when_strict(folder: Path, format_: str) -> None:
    assert whosays("check", "case.yaml", "--format", format_, cwd=folder).code == 0
    assert whosays("check", "case.yaml", "--format", format_, "--strict", cwd=folder).code == 1


@pytest.mark.parametrize("format_", FORMATS)
def test_no_format_needs_numpy_or_a_matcher(folder: Path, format_: str) -> None:
    script = (
        "import sys\nfrom whosays.cli import main\n"
        f"try:\n    main(['check', 'standard', 'case.yaml', '--format', '{format_}'])\n"
        "except SystemExit as end:\n    code = end.code\n"
        "heavy = {'numpy', 'rich', 'duckdb', 'durable_rules_engine'} & set(sys.modules)\n"
        "sys.exit(f'{heavy}' if heavy else code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("format_", FORMATS)
def test_a_path_that_is_not_there_is_told_beside_the_others(folder: Path, format_: str) -> None:
    ran = whosays("check", "nowhere/at-all", "standard", "--format", format_, cwd=folder)
    assert (ran.code, ran.err) == (2, "")
    assert "there is no such case" in ran.out
