"""`whosays init NAME`, as a process: what it makes is right, and works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import yaml

from tests.cli.process import refused, whosays


def test_what_its_readme_says_works(tmp_path: Path) -> None:
    ran = whosays("init", "clinic", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    folder = tmp_path / "clinic"
    assert [each.name for each in tmp_path.iterdir()] == ["clinic"]
    readme = (folder / "README.md").read_text(encoding="utf-8")
    commands = re.search(r"```sh\n(.*?)```", readme, re.DOTALL)
    assert commands
    lines = commands[1].splitlines()
    assert len(lines) == 3
    for line in lines:
        program, *arguments = shlex.split(line)
        assert program == "whosays"
        ran = whosays(*arguments, cwd=folder)
        assert ran.code == 0, ran
    for line in re.findall(r"`whosays ([^`]*)`", readme.replace("\n", " ").replace("ID", "another")):
        assert whosays(*shlex.split(line), cwd=folder).code == 0, line
    assert whosays("check", "--strict", "cases/clinic.yaml", "rules", "rules/house.yaml", cwd=folder).code == 0


def test_its_files_are_formatted_and_pass(tmp_path: Path) -> None:
    whosays("init", "a", cwd=tmp_path)
    assert whosays("fmt", "--check", tmp_path / "a").code == 0
    assert whosays("check", "--strict", tmp_path / "a/cases/a.yaml", tmp_path / "a/rules/house.yaml").code == 0
    assert re.search(r" (\d+) examples of 1 rule: \1 passed;", whosays("test", tmp_path / "a/rules/house.yaml").out)
    shown = whosays("why", "a/cases/a.yaml", "shelled", "-r", "a/rules/house.yaml", cwd=tmp_path).out
    assert "[bare-denial]" in shown


def test_its_pre_commit_configuration_is_yaml_once_it_is_switched_on(tmp_path: Path) -> None:
    whosays("init", "a", cwd=tmp_path)
    text = (tmp_path / "a" / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text) is None
    on = text.partition("#\n")[2].replace("# ", "", 1).replace("\n# ", "\n")
    hooks = [hook["id"] for hook in yaml.safe_load(on)["repos"][0]["hooks"]]
    assert hooks == ["whosays-check", "whosays-fmt", "whosays-test"]


def test_it_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    refused(whosays("init", "there", cwd=tmp_path), "exists")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    refused(whosays("init", "link", cwd=tmp_path), "exists")
    refused(whosays("init", "No Name", cwd=tmp_path), "bad-id")
    refused(whosays("init", "no/where", cwd=tmp_path), "no-such-file")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link", "there"]
    assert not list((tmp_path / "there").iterdir())
