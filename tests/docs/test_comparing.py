"""`docs/comparing.md` shows what the commands print."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import jsonschema
import pytest

from tests.cli.process import whosays
from tests.docs.pages import page, yaml_blocks
from tests.golden_files import ROOT

NAME = "comparing"
FILE = ROOT / "docs" / f"{NAME}.md"
_SHOWN = re.compile(r"<!-- runs: whosays ([^\n]+) -->\n```text\n(.*?)```", re.DOTALL)
_LATER = (
    ("name: a nurse, named: role", "name: the nurse Ann Lee"),
    ("  - report: {id: weekly-says", "  # - report: {id: weekly-says"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page's case, and the later version of it that the page tells of."""
    place = tmp_path_factory.mktemp("page")
    (case,) = yaml_blocks(page(NAME))
    later = case
    for old, new in _LATER:
        assert old in later
        later = later.replace(old, new)
    (place / "clinic.yaml").write_text(case, encoding="utf-8")
    (place / "later.yaml").write_text(later, encoding="utf-8")
    return place


@pytest.mark.parametrize("arguments", [found[1] for found in _SHOWN.finditer(page(NAME))])
def test_what_is_shown_is_what_is_printed(arguments: str, folder: Path) -> None:
    ran = whosays(*arguments.split(), cwd=folder)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 100
    if os.environ.get("UPDATE_GOLDEN"):
        text = page(NAME)
        (old,) = (found for found in _SHOWN.finditer(text) if found[1] == arguments)
        FILE.write_text(text[: old.start(2)] + ran.out + text[old.end(2) :], encoding="utf-8")
    (shown,) = (found[2] for found in _SHOWN.finditer(page(NAME)) if found[1] == arguments)
    assert shown == ran.out


@pytest.mark.parametrize("arguments", [found[1] for found in _SHOWN.finditer(page(NAME))])
def test_the_same_as_json_keeps_its_schema(arguments: str, folder: Path) -> None:
    value = json.loads(whosays(*arguments.split(), "--format", "json", cwd=folder).out)
    name = value["schema"].split("/")[1]
    schema = json.loads((ROOT / "docs" / "schema" / f"{name}-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(value)


def test_every_command_of_the_page_is_run() -> None:
    shown = {found[1].split()[0] for found in _SHOWN.finditer(page(NAME))}
    assert shown == {"independence", "compare", "retract", "matrix", "audit"}


def test_the_python_works(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(folder)
    (code,) = re.findall(r"^```python\n(.*?)^```$", page(NAME), re.MULTILINE | re.DOTALL)
    exec(code, {})
    assert "the army’s spokesman" in capsys.readouterr().out
