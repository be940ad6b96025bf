"""However a rulebook is damaged: it is accepted, or its problems are located; never anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.docs.pages import page, yaml_blocks
from tests.golden_files import ROOT
from whosays.problems import render_problems
from whosays.rules.load import PRELUDE, read_compiled

FILES = [*sorted((ROOT / "rules" / "standard").glob("*.yaml")), PRELUDE]
TEXTS = [file.read_text(encoding="utf-8") for file in FILES if file.name != "rulebook.yaml"]
TEXTS += [block for block in yaml_blocks(page("rule-language")) if "extends:" not in block]
JUNK = [
    "",
    "- ",
    "x: y",
    "{",
    "]",
    "$claim",
    "  - id: x",
    "null",
    "- - -",
    "as: $x",
    "none: []",
    "&a *a",
    "!!python/object:os.x",
    "7",
    "~",
]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    lines = draw(st.sampled_from(TEXTS)).splitlines()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["drop", "double", "cut", "indent", "junk", "swap"])):
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "indent":
                lines[at] = " " * draw(st.integers(1, 4)) + lines[at]
            case "junk":
                lines[at] = lines[at][: len(lines[at]) - len(lines[at].lstrip())] + draw(st.sampled_from(JUNK))
            case _:
                words = lines[at].split(" ")
                lines[at] = " ".join(draw(st.permutations(words))) if len(words) < 30 else lines[at]
        lines = lines or [""]
    text = "\n".join(lines)
    return text if "rulebook:" in text else "rulebook: damaged\n" + text


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged") / "damaged.yaml"


def check(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    compiled, problems = read_compiled(file)
    assert compiled is not None or any(problem.is_error for problem in problems)
    assert render_problems(problems) or compiled is not None
    assert all(problem.mark.file for problem in problems)


@given(damaged())
@settings(max_examples=300)
def test_damaged(file: Path, text: str) -> None:
    check(file, text)


@pytest.mark.slow
@given(damaged())
@settings(max_examples=3000)
def test_damaged_at_length(file: Path, text: str) -> None:
    check(file, text)
