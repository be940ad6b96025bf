"""Every broken case in tests/golden/facts gives exactly the text beside it."""

import pytest

from tests.golden_files import TESTS, assert_golden
from whosays.facts.load import read_case
from whosays.problems import render_problems

FOLDERS = sorted(folder for folder in (TESTS / "golden" / "facts").iterdir() if folder.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_golden(folder, monkeypatch):
    monkeypatch.chdir(folder)
    case, problems = read_case("input.yaml" if (folder / "input.yaml").exists() else ".")
    assert problems
    assert (case is None) == any(problem.is_error for problem in problems)
    assert_golden(render_problems(problems), folder / "expected.txt")


def test_there_are_enough():
    assert len(FOLDERS) >= 25
