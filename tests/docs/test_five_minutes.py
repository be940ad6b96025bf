"""The first five minutes, typed as the page says."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.process import whosays
from tests.docs.pages import page

PAGE = page("five-minutes")
RULES = "rules/house.yaml"


def timeless(text: str) -> str:
    """A line of the watching command without its times."""
    return re.sub(r"in \d+\.\d s;", "in T;", re.sub(r"^\d\d:\d\d:\d\d ", "", text))


def shown(words: str) -> list[str]:
    """The lines of the block of the page in which these words stand."""
    (block,) = (each for each in re.findall(r"```(?:console|text)\n(.*?)```", PAGE, re.DOTALL) if words in each)
    return [timeless(line) for line in block.splitlines() if not line.startswith("$ ")]


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_init_check_and_why_print_what_the_page_says(tmp_path: Path) -> None:
    begun = whosays("init", "demo", cwd=tmp_path)
    folder = tmp_path / "demo"
    checked = whosays("check", "cases/demo.yaml", RULES, cwd=folder)
    assert shown("whosays init") == (begun.err + checked.out).splitlines()
    change(folder / RULES, "by: slight", "by: moderate")
    why = whosays("why", "cases/demo.yaml", "shelled", "-r", RULES, cwd=folder).out
    assert shown("whosays why") == [line for line in why.splitlines() if "bare-denial" in line]


def test_watching_prints_what_the_page_says(tmp_path: Path) -> None:
    whosays("init", "demo", cwd=tmp_path)
    folder = tmp_path / "demo"
    process = subprocess.Popen(
        [sys.executable, "-m", "whosays", "test", RULES, "--watch"],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - there are no threads
    )
    assert process.stdout is not None
    try:
        for words, old, new in (
            ("--watch", "", ""),
            ("did not fire", "stance: denies, basis: {known", "stance: asserts, basis: {known"),
            ("21:30:12", "stance: asserts, basis: {known", "stance: denies, basis: {known"),
        ):
            if old:
                time.sleep(0.2)
                change(folder / RULES, old, new)
            expected = shown(words)
            assert [timeless(process.stdout.readline().rstrip("\n")) for _ in expected] == expected
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
