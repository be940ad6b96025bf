"""Every shipped YAML file, spoilt line by line: `check` accepts what is left or says where it is wrong, in time."""

from __future__ import annotations

import random
import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.golden_files import ROOT
from whosays.cli.check import check
from whosays.problems import render_problems
from whosays.rules.load import PRELUDE

CASE = ROOT / "facts" / "jn-is-alliance-2014"
BOOK = ROOT / "rules" / "standard"
FILES = [*sorted(BOOK.glob("*.yaml")), PRELUDE, *sorted(CASE.glob("*.yaml"))]
PER_FILE, PER_FILE_AT_LENGTH = 100, 200
SECONDS = 5  # a check takes a tenth of one

CHARACTERS = " \t:-,{}[]\"'$#&*!|>%@`?~0aé\u00a0\u200b“\x00\r"


def drop(lines: list[str], at: int, _: random.Random) -> None:
    del lines[at]


def duplicate(lines: list[str], at: int, _: random.Random) -> None:
    lines.insert(at, lines[at])


def swap(lines: list[str], at: int, _: random.Random) -> None:
    other = (at + 1) % len(lines)
    lines[at], lines[other] = lines[other], lines[at]


def indent(lines: list[str], at: int, chance: random.Random) -> None:
    lines[at] = " " * chance.choice([1, 2, 4]) + lines[at]


def dedent(lines: list[str], at: int, chance: random.Random) -> None:
    lines[at] = lines[at].removeprefix(" " * chance.choice([1, 2, 4]))


def truncate(lines: list[str], at: int, chance: random.Random) -> None:
    """The line, or all from it on, is cut off."""
    lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
    if chance.random() < 0.3:
        del lines[at + 1 :]


def replace_character(lines: list[str], at: int, chance: random.Random) -> None:
    place = chance.randint(0, max(0, len(lines[at]) - 1))
    lines[at] = lines[at][:place] + chance.choice(CHARACTERS) + lines[at][place + 1 :]


def change_word(lines: list[str], at: int, chance: random.Random) -> None:
    """A word becomes another that stands near it."""
    words = [word for line in lines[max(0, at - 3) : at + 4] for word in re.findall(r"[\w$.-]+", line)]
    here = list(re.finditer(r"[\w$.-]+", lines[at]))
    if here and words:
        word = chance.choice(here)
        lines[at] = lines[at][: word.start()] + chance.choice(words) + lines[at][word.end() :]


MUTATIONS = (drop, duplicate, swap, indent, dedent, truncate, replace_character, change_word)


def mutants(file: Path, count: int, seed: str) -> Iterator[tuple[str, str]]:
    """What was done, and the text: lines in turn from all over the file, so that each sort meets each part of it."""
    original = file.read_text(encoding="utf-8").splitlines()
    chance = random.Random(f"{seed} {file.name}")
    for number in range(count):
        lines, mutation = list(original), MUTATIONS[number % len(MUTATIONS)]
        at = chance.randrange(len(lines))
        mutation(lines, at, chance)
        yield f"{mutation.__name__} at line {at + 1} of {file.name}", "\n".join(lines) + "\n"


@contextmanager
def time_limit(what: str) -> Iterator[None]:
    def stop(*_: object) -> None:
        pytest.fail(f"no answer after {SECONDS} s: {what}")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def spoil(file: Path, folder: Path, count: int, seed: str, *, whole_case: bool = False) -> int:
    """Check every mutant, and give how many were accepted; facts without the rest of their case have errors anyway."""
    if file == PRELUDE:
        (folder / "rulebook.yaml").touch()
        target, name = folder / "rulebook.yaml", str(folder / "rulebook.yaml")
    else:
        heads = [BOOK / "rulebook.yaml"] if file.parent == BOOK else [CASE / "case.yaml"]
        for each in (*heads, *(sorted(CASE.glob("*.yaml")) if whole_case and file.parent == CASE else [file])):
            shutil.copy(each, folder / each.name)
        target, name = folder / file.name, str(folder)
    accepted = 0
    for what, text in mutants(file, count, seed):
        target.write_text(text, encoding="utf-8", newline="")
        with time_limit(what):
            line, problems = check(name)
        errors = [problem for problem in problems if problem.is_error]
        assert bool(line) != bool(errors), what
        accepted += bool(line)
        assert render_problems(problems) or line, what
        for problem in problems:
            mark = problem.mark
            place = f"{what}: {problem}"
            assert problem.message.strip(), place
            assert mark.file.startswith(str(folder)), place
            if Path(mark.file).is_file():
                size = len(re.split("\r\n|[\r\n\x85\u2028\u2029]", Path(mark.file).read_bytes().decode()))
                assert 0 <= mark.line <= size, place
                assert mark.column >= 0, place
    return accepted


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_spoilt(file: Path, tmp_path: Path) -> None:
    accepted = spoil(file, tmp_path, PER_FILE, "short")
    assert accepted < PER_FILE  # else nothing was spoilt


def test_there_are_enough() -> None:
    assert len(FILES) * PER_FILE >= 2_000


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_spoilt_at_length(file: Path, tmp_path: Path) -> None:
    assert spoil(file, tmp_path, PER_FILE_AT_LENGTH, "long", whole_case=True) < PER_FILE_AT_LENGTH
