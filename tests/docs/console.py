"""Blocks of a page that show a terminal: their commands are run, and what they print is put in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def with_printed(text: str, folder: Path) -> str:
    """The page with what its commands print, run one after the other in a folder; `cd` holds for those after it."""
    program = folder / "bin" / "whosays"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m whosays "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}
    at = folder / "work"
    at.mkdir()

    def run(block: re.Match[str]) -> str:
        nonlocal at
        lines = []
        for line in block[1].splitlines():
            if not line.startswith("$ "):
                continue
            lines.append(line)
            if line.startswith("$ cd "):
                at /= line.removeprefix("$ cd ")
                continue
            done = subprocess.run(
                ["sh", "-c", line.removeprefix("$ ")],
                cwd=at,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
            assert done.returncode == 0, done.stdout.decode()
            # Which matcher there is depends on the machine.
            lines += [each for each in done.stdout.decode().splitlines() if not each.startswith("note: ")]
        return "\n".join(("```console", *lines, "```"))

    return CONSOLE.sub(run, text)
