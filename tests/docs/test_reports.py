"""The page on reports: its blocks are what the commands print, its Python runs, its table has every format.

`UPDATE_GOLDEN=1 pytest tests/docs/test_reports.py` writes the blocks anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.process import whosays
from tests.docs.pages import page, section, table_rows, yaml_blocks
from tests.golden_files import ROOT, assert_golden
from whosays.explain.steps import ADDED, NAIVE
from whosays.render.formats import REPORT, WHY

FILE = ROOT / "docs" / "reports.md"
_SHOWN = re.compile(r"(?<=<!-- shows: )([^>]+)( -->\n```text\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


def output(arguments: str, folder: Path) -> str:
    (folder / "clinic.yaml").write_text(yaml_blocks(page("reports"))[0], encoding="utf-8")
    out = whosays(*arguments.split(), cwd=folder).out
    if "markdown" in arguments:
        out = out[out.index("| step |") :]
        out = out[: out.index("\n\n") + 1]
    return out


def test_every_block_is_what_is_printed(tmp_path: Path) -> None:
    text, count = re.subn(_SHOWN, lambda found: found[1] + found[2] + output(found[1], tmp_path), page("reports"))
    assert count == 3
    assert_golden(text, FILE)


def test_the_command_above_a_block_is_the_one_that_is_run() -> None:
    for found in _SHOWN.finditer(page("reports")):
        assert f"`whosays {found[1]}`" in page("reports")[: found.start()].rsplit("\n\n", 2)[1]


def test_every_format_and_every_step_is_told() -> None:
    formats = {row[0].strip("`") for row in table_rows(page("reports").partition("## ")[0])}
    assert formats == set(REPORT) == set(WHY)
    steps = [
        row[0] for row in table_rows(section(page("reports"), "From the naive count to the verdict")) if len(row) == 2
    ]
    assert steps == [NAIVE, *(name for name, _ in ADDED)]


def test_the_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"^```python\n(.*?)^```$", page("reports"), re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)
    assert "base rate -0.05 0.12" in capsys.readouterr().out
    assert str(names["page"]).startswith("<!DOCTYPE html>")
    assert "source 1" in str(names["shared"])
