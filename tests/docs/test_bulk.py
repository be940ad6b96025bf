"""The page on bulk runs: its examples print what it says. UPDATE_GOLDEN=1 writes what they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.docs.pages import page, section, table_rows
from tests.golden_files import ROOT, assert_golden
from whosays.bulk.check import REJECT_COLUMNS

FILE = ROOT / "docs" / "bulk.md"
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_examples_print_what_the_page_says(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "whosays"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m whosays "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}

    def run(block: re.Match[str]) -> str:
        lines = []
        for line in (each for each in block[1].splitlines() if each.startswith("$ ")):
            done = subprocess.run(
                ["sh", "-c", line.removeprefix("$ ")],
                cwd=tmp_path,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
            assert done.returncode == 0, done.stdout.decode()
            # Which matcher there is depends on the machine.
            lines += [line, *(each for each in done.stdout.decode().splitlines() if not each.startswith("note: "))]
        return "\n".join(("```console", *lines, "```"))

    assert_golden(_CONSOLE.sub(run, page("bulk")), FILE)


def test_the_columns_are_those_of_rejects() -> None:
    (row,) = [each for each in table_rows(section(page("bulk"), "What is written")) if each[0] == "`rejects`"]
    assert tuple(re.findall(r"`([a-z]+)`", row[2])) == REJECT_COLUMNS
