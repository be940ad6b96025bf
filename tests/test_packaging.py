"""The wheel carries the shipped rulebooks and cases; the checkout installs without durable_rules where it must."""

from __future__ import annotations

import runpy
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.golden_files import ROOT

SCRIPT = runpy.run_path(str(ROOT / "packaging" / "install.py"))
UNBUILT = "  ERROR: Failed building wheel for durable-rules\nERROR: Could not build wheels for durable-rules\n"


class FakePip:
    """Answers one call after the other with an exit code and words, and keeps what it was asked."""

    def __init__(self, *answers: tuple[int, str]) -> None:
        self.answers = list(answers)
        self.asked: list[list[str]] = []

    def __call__(self, arguments: Sequence[str]) -> tuple[int, str]:
        self.asked.append(list(arguments))
        return self.answers.pop(0)


def test_a_wheel_works_away_from_the_checkout(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    shipped = unpacked / "whosays" / "_shipped"
    for folder in ("rules", "facts"):
        here = {file.relative_to(ROOT / folder) for file in (ROOT / folder).rglob("*.yaml")}
        assert {file.relative_to(shipped / folder) for file in (shipped / folder).rglob("*.yaml")} == here
    script = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r}); import whosays; assert '_shipped' not in whosays.__file__;"
    )
    script += f"assert whosays.__file__.startswith({str(unpacked)!r}); from whosays.cli import main; main(sys.argv[1:])"
    arguments = ["assess", "jn-is-alliance-2014"]
    ran = subprocess.run([sys.executable, "-c", script, *arguments], cwd=tmp_path, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    assert b"pact" in ran.stdout


def test_one_call_of_pip_installs_all(capsys: pytest.CaptureFixture[str]) -> None:
    pip = FakePip((0, "a warning"))
    assert SCRIPT["install"](pip, ["dev"], editable=True) == 0
    assert pip.asked == [["--editable", f"{ROOT}[dev]"]]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("said", [UNBUILT, UNBUILT.replace("-", "_")])
def test_where_durable_rules_cannot_be_built_all_else_is_installed(
    said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pip = FakePip((1, said), (0, ""), (0, ""))
    assert SCRIPT["install"](pip, ["dev"]) == 0
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    every = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert pip.asked[1] == [each for each in every if not each.startswith("durable_rules")]
    assert len(pip.asked[1]) == len(every) - 1
    assert pip.asked[2] == ["--no-deps", str(ROOT)]
    (note,) = capsys.readouterr().err.splitlines()
    assert "durable_rules could not be built" in note
    assert "DuckDB matches the rules instead" in note


@pytest.mark.parametrize(
    "answers",
    [
        [(1, "No matching distribution found for durable_rules==9.9.9\n")],
        [(1, "Failed building wheel for durable-rules-of-another-sort\n")],
        [(1, UNBUILT), (1, "No matching distribution found for duckdb\n")],
        [(1, UNBUILT), (0, ""), (2, "Failed building editable for whosays\n")],
    ],
)
def test_any_other_failure_stays_one_in_the_words_of_pip(
    answers: list[tuple[int, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    pip = FakePip(*answers)
    assert (SCRIPT["install"](pip), capsys.readouterr().err) == answers[-1]
    assert not pip.answers
