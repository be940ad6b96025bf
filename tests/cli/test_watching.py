"""`whosays test --watch`: a real process, real changes of files, a real Ctrl-C."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples.book import BOOK

BASE = BOOK[: BOOK.index("  - id: sure")]
HOUSE = """rulebook: house
extends: base.yaml
rules:
  - id: seen
    title: A sign is seen
    when: [{expectation: {claim: $claim, seen: yes}}]
    then: [{supports: $claim, strength: weak, because: it is seen.}]
    examples:
      - name: rubble
        given:
          - claim: {id: c, text: The bridge is gone.}
          - expectation: {id: e, claim: c, observation: rubble, seen: yes}
        expect: [{supports: c}]
      - name: none
        given: [{claim: {id: c, text: The bridge is gone.}}]
        expect: []
  - id: told
    title: It is told
    when:
      - told: {report: $report}
      - report: {as: $report, claim: $claim}
    then: [{withholds: $claim, of: belief, to: 0.4, because: it is told.}]
    examples:
      - name: nothing
        given: [{claim: {id: c, text: The bridge is gone.}}]
        expect: []
"""


class Watching:
    """The command at work, and the lines it has written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-m", "whosays", "test", "house.yaml", "--watch"]
        # A shell may have told its children to ignore the interrupt; the command is to hear it.
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def result(self) -> list[str]:
        """The lines of the next run, up to the one that says how it went, its time taken off."""
        found: list[str] = []
        while not (found and " house.yaml: " in found[-1]):
            found.append(self.lines.get(timeout=60))
        return [*found[:-1], found[-1].partition(" ")[2]]

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "house.yaml").write_text(HOUSE, encoding="utf-8")
    at_work = Watching(tmp_path)
    yield at_work
    at_work.process.kill()
    at_work.process.wait(timeout=30)


def test_it_runs_what_a_change_concerns(watching: Watching) -> None:
    assert "ran 3 examples of 2 rules" in watching.result()[-1]

    watching.write("house.yaml", HOUSE.replace("seen: yes}}]", "seen: no}}]"))
    lines = watching.result()
    assert 'house.yaml:9: seen, example "rubble"' in lines
    assert "  expected: supports c, but the rule did not fire" in lines
    assert "ran 2 examples of 1 rule" in lines[-1]
    assert lines[-1].endswith("failing: seen")

    watching.write("base.yaml", BASE.replace("access: remote}\n            - $", "access: firsthand}\n            - $"))
    lines = watching.result()
    assert "ran 1 example of 1 rule" in lines[-1]  # what the house's own rule depends on
    assert lines[-1].endswith("failing: seen")

    watching.write("house.yaml", HOUSE.replace("- expectation", "- expectatoin"))
    assert "not-a-fact" in " ".join(lines := watching.result()) or "unknown-kind" in " ".join(lines)

    watching.write("house.yaml", HOUSE + "  - nonsense\n")
    lines = watching.result()
    assert any("error[" in line for line in lines)
    assert lines[-1] == "house.yaml: does not load"

    watching.write("house.yaml", HOUSE)
    assert watching.result()[-1].endswith("all of 2 rules pass")


def test_an_interrupt_ends_it_quietly(watching: Watching) -> None:
    watching.result()
    time.sleep(0.3)
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(timeout=30) == 130
    assert watching.process.stderr is not None
    assert not watching.process.stderr.read().strip()


def test_a_rulebook_that_is_not_there_yet(tmp_path: Path) -> None:
    at_work = Watching(tmp_path)
    try:
        assert at_work.result()[-1] == "house.yaml: does not load"
        at_work.write("base.yaml", BASE)
        at_work.write("house.yaml", HOUSE)
        assert at_work.result()[-1].endswith("all of 2 rules pass")
    finally:
        at_work.process.kill()
        at_work.process.wait(timeout=30)
