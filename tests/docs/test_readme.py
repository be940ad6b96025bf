"""The README says what is so: its output is real, its rule runs, its case loads, its Python works."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.process import whosays
from tests.golden_files import ROOT
from whosays.examples.run import run_examples
from whosays.facts.load import read_case
from whosays.problems import render_problems
from whosays.rules.load import read_compiled

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
RULEBOOK = next(text for kind, text in BLOCKS if kind == "yaml" and text.startswith("rulebook:"))


def test_the_output_is_real() -> None:
    outputs = [text for kind, text in BLOCKS if kind == "text"]
    assert whosays("assess", "facts/jn-is-alliance-2014").out == outputs[0]
    assert outputs[1] in whosays("why", "facts/jn-is-alliance-2014", "pact").out


def test_the_rule_is_accepted_and_does_what_its_examples_say(tmp_path: Path) -> None:
    file = tmp_path / "my-house.yaml"
    file.write_text(RULEBOOK, encoding="utf-8")
    compiled, problems = read_compiled(file)
    assert compiled is not None
    assert not problems
    own = [outcome for outcome in run_examples(compiled) if outcome.rule.id == "big-news-from-hearsay"]
    assert len(own) == 2
    assert all(outcome.passed for outcome in own)
    ran = whosays("check", "my-house.yaml", cwd=tmp_path)
    assert ran.out in README


def test_the_slip_is_told_as_shown(tmp_path: Path) -> None:
    (tmp_path / "my-house.yaml").write_text(
        RULEBOOK.replace("- claim: {as: $claim, scope", "- clame: {as: $claim, scope"), encoding="utf-8"
    )
    shown = next(text for kind, text in BLOCKS if kind == "text" and "clame" in text)
    assert shown in whosays("check", "my-house.yaml", cwd=tmp_path).err


def test_the_case_loads_and_is_judged(tmp_path: Path) -> None:
    file = tmp_path / "clinic.yaml"
    file.write_text(
        next(text for kind, text in BLOCKS if kind == "yaml" and text.startswith("case:")), encoding="utf-8"
    )
    case, problems = read_case(file)
    assert case is not None, render_problems(problems)
    assert not problems
    assert whosays("assess", file).code == 0


def test_the_python_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "facts", tmp_path / "facts")
    monkeypatch.chdir(tmp_path)
    space: dict[str, object] = {}
    judged, live = (text for kind, text in BLOCKS if kind == "python")
    exec(judged, space)
    assert "very unlikely" in capsys.readouterr().out
    exec(live, space)
    assert "came: for it" in capsys.readouterr().out


def test_every_command_is_documented() -> None:
    from whosays.cli.main import _COMMANDS

    assert all(re.search(f"`whosays {name}[ `]", README) for name in _COMMANDS)


def test_the_number_of_rules_is_right() -> None:
    compiled, _ = read_compiled("standard")
    assert compiled is not None
    own = [rule for rule in compiled.rulebook.rules if not rule.id.startswith("prelude-")]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"holds {len(own)} rules" in changelog
