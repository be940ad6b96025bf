"""What `whosays check` gives for a broken rulebook or case: tests/golden/broken/<name>.yaml, and .txt beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.golden_files import ROOT, TESTS, assert_golden
from whosays.cli.check import check
from whosays.problems import render_problems

FILES = sorted((TESTS / "golden" / "broken").glob("*.yaml"))
SOUND = {"byte-order-mark"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_broken(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    line, problems = check(file.name)
    assert bool(line) == (not any(problem.is_error for problem in problems))
    assert_golden((render_problems(problems) or line).replace(str(ROOT), "..."), file.with_suffix(".txt"))
    assert bool(problems) == (file.stem not in SOUND)
    for problem in problems:
        assert problem.hint or problem.note or ":" in problem.message, f"what is to be done? {problem.message}"


def a_large_file(folder: Path) -> str:
    (folder / "large.yaml").write_bytes(b"# " + b"x" * 5_000_000)
    return "large.yaml"


def many_values(folder: Path) -> str:
    (folder / "many.yaml").write_text(f"case: many\ntitle: [{'x,' * 200_000}]\n", encoding="utf-8")
    return "many.yaml"


def the_head_of_a_case(folder: Path) -> str:
    (folder / "case.yaml").write_text("case: a\ntitle: A\nas_of: 2014\n", encoding="utf-8")
    (folder / "facts.yaml").write_text("[]\n", encoding="utf-8")
    return "case.yaml"


def a_link_out_of_a_case(folder: Path) -> str:
    return _link(folder, "case.yaml", "case: a\ntitle: A\nas_of: 2014\n")


def a_link_out_of_a_rulebook(folder: Path) -> str:
    return _link(folder, "rulebook.yaml", "rulebook: a\n")


def a_part_of_a_rulebook(folder: Path) -> str:
    (folder / "rulebook.yaml").write_text("rulebook: a\n", encoding="utf-8")
    (folder / "part.yaml").write_text("rules: []\n", encoding="utf-8")
    return "part.yaml"


def a_pipe(folder: Path) -> str:
    os.mkfifo(folder / "pipe.yaml")
    return "pipe.yaml"


def _link(folder: Path, head: str, text: str) -> str:
    (folder / "inner").mkdir()
    (folder / "inner" / head).write_text(text, encoding="utf-8")
    (folder / "elsewhere.yaml").write_text("[]\n", encoding="utf-8")
    (folder / "inner" / "more.yaml").symlink_to(folder / "elsewhere.yaml")
    return "inner"


MADE = [
    a_large_file,
    many_values,
    the_head_of_a_case,
    a_link_out_of_a_case,
    a_link_out_of_a_rulebook,
    a_part_of_a_rulebook,
    a_pipe,
]


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_more_than_a_file(make: Callable[[Path], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _, problems = check(make(tmp_path))
    assert_golden(render_problems(problems), TESTS / "golden" / "made" / f"{make.__name__.replace('_', '-')}.txt")
    assert all(problem.hint or problem.code == "not-a-file" for problem in problems)


def test_every_place_is_within_the_file() -> None:
    """Each golden text names lines that are there, and its caret stands under what was written."""
    for file in FILES:
        lines = len(re.split(r"\r\n|[\r\n]", file.read_bytes().decode("latin-1")))
        for found in re.finditer(
            rf"^{re.escape(file.name)}:(\d+):(\d+): ", file.with_suffix(".txt").read_text("utf-8"), re.M
        ):
            assert 1 <= int(found[1]) <= lines, file.name


def test_each_has_its_text_and_there_are_enough() -> None:
    assert len(FILES) >= 60
    assert {file.stem for file in FILES} == {file.stem for file in (TESTS / "golden" / "broken").glob("*.txt")}
