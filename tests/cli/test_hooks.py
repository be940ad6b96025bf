"""The hooks for pre-commit: each entry runs, as a process, and pre-commit itself runs them."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.process import whosays
from tests.golden_files import ROOT

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
RULES = (
    "rulebook: house\nextends: standard\nrules:\n  - id: mine\n    title: Mine\n"
    "    when: [{report: {as: $report, basis: hearsay}}]\n"
    "    then: [{discounts: $report, by: slight, because: so it is.}]\n"
)


def test_there_are_three() -> None:
    assert [hook["id"] for hook in HOOKS] == ["whosays-check", "whosays-fmt", "whosays-test"]
    assert all(hook["language"] == "python" and hook["entry"].startswith("whosays ") for hook in HOOKS)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_an_entry_passes_on_a_good_file(hook: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(RULES, encoding="utf-8")
    ran = whosays(*shlex.split(hook["entry"])[1:], file)
    assert ran.code == 0, ran
    assert file.read_text(encoding="utf-8") == RULES


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_an_entry_fails_on_a_bad_file(hook: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(RULES.replace("when:", "when: []\n    when:"), encoding="utf-8")
    assert whosays(*shlex.split(hook["entry"])[1:], file).code == 2


def test_pre_commit_runs_them(tmp_path: Path) -> None:
    """With the whosays that is tested here in place of one that pre-commit would install."""
    pytest.importorskip("pre_commit")
    if not shutil.which("git"):
        pytest.skip("there is no git")
    hooks = [{**hook, "language": "system", "files": "^rules/"} for hook in HOOKS]
    for hook in hooks:
        hook["entry"] = hook["entry"].replace("whosays", f"{shlex.quote(sys.executable)} -m whosays", 1)
    configuration = {"repos": [{"repo": "local", "hooks": hooks}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(json.dumps(configuration), encoding="utf-8")
    (tmp_path / "rules").mkdir()
    file = tmp_path / "rules" / "house.yaml"
    file.write_text(RULES.replace("rulebook: house", 'rulebook: "house"'), encoding="utf-8")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}

    def run(*command: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)

    run("git", "init", "-q")
    run("git", "add", ".")
    first = run(sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert first.returncode == 1, first
    assert b"files were modified by this hook" in first.stdout
    assert file.read_text(encoding="utf-8") == RULES
    run("git", "add", ".")
    second = run(sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert second.returncode == 0, second
    assert second.stdout.count(b"Passed") == 3
