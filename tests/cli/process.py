"""Runs the real command in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.golden_files import ROOT

FOUNDING = ROOT / "facts" / "jn-is-alliance-2014"


class Ran(NamedTuple):
    """What came of a run."""

    code: int
    out: str
    err: str


def whosays(*arguments: str | Path, stdin: bytes = b"", cwd: Path = ROOT, timeout: float = 60) -> Ran:
    """Run `whosays` with these arguments."""
    done = subprocess.run(
        [sys.executable, "-m", "whosays", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        timeout=timeout,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def refused(ran: Ran, code: str) -> None:
    """It could not run: exit code 2, a located problem on stderr, nothing on stdout, no traceback."""
    assert ran.code == 2, ran
    assert f"error[{code}]" in ran.err, ran.err
    assert "Traceback" not in ran.err
    assert not ran.out
