"""What a terminal shows: colour where it may be, and the same words without it."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

from tests.cli.process import whosays
from tests.golden_files import ROOT

COMMAND = [sys.executable, "-m", "whosays", "assess", "facts/jn-is-alliance-2014"]


def on_a_terminal(**environment: str) -> str:
    """The output of the command on a pseudo-terminal."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40", **environment}
    process = subprocess.Popen(COMMAND, stdout=theirs, cwd=ROOT, env=env)
    os.close(theirs)
    output = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        output += part
    os.close(ours)
    assert process.wait(timeout=30) == 0
    return output.decode().replace("\r\n", "\n")


def test_colour_lies_over_the_same_text() -> None:
    plain = whosays(*COMMAND[3:]).out
    coloured = on_a_terminal()
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_no_color_is_honoured() -> None:
    shown = on_a_terminal(NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", shown)
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == whosays(*COMMAND[3:]).out
