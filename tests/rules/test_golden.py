"""A broken rulebook, and the message its author gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden_files import TESTS, assert_golden
from whosays.problems import render_problems
from whosays.rules.load import read_compiled

GOLDEN = TESTS / "golden" / "rules"
WARNINGS_ONLY = {"used-once", "unused-scenario", "deprecated-rule"}


@pytest.mark.parametrize("folder", sorted(GOLDEN.iterdir()), ids=lambda folder: folder.name)
def test_broken_rulebook(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    compiled, problems = read_compiled("input.yaml")
    assert problems
    assert (compiled is not None) == (folder.name in WARNINGS_ONLY)
    assert_golden(render_problems(problems), folder / "expected.txt")
