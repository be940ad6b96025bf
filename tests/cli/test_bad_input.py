"""No input makes a traceback, a hang or a dead process: each is refused with a located problem and exit code 2."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.process import Ran, refused, whosays

HEAD = "case: a\ntitle: A\nas_of: 2020\nfacts:\n"
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
TEXTS = {
    "truncated": HEAD + "  - claim: {id: c, text: 'It",
    "unknown-kind": HEAD + "  - clame: {id: c}\n",
    "dangling": HEAD + "  - claim: {id: c, text: It is., place: nowhere}\n",
    "not-a-case": "- 1\n- 2\n",
    "empty": "",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_bad_case(name: str, tmp_path: Path) -> None:
    text = TEXTS[name]
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    for command in (["assess", file], ["check", file], ["why", file, "c"]):
        ran = whosays(*command)
        assert ran.code == 2, ran
        assert "error[" in ran.err
        assert "bad.yaml" in ran.err
        assert "Traceback" not in ran.err


@pytest.mark.parametrize("text", ["[" * 200_000, "- " * 200_000, "{a: " * 200_000, BOMB], ids=["[", "-", "{", "bomb"])
def test_text_that_is_made_to_hurt(text: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    for command in (["assess", file], ["assess", "jn-is-alliance-2014", "-r", file], ["check", file]):
        ran = whosays(*command, timeout=20)
        assert ran.code == 2, ran
        assert "error[" in ran.err
        assert "Traceback" not in ran.err


def test_a_large_file(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    with file.open("wb") as stream:
        stream.truncate(100_000_000)
    _refused_with(whosays("assess", file, timeout=20), "large.yaml")
    _refused_with(whosays("assess", "jn-is-alliance-2014", "-r", file, timeout=20), "large.yaml")


def test_a_large_standard_input() -> None:
    _refused_with(whosays("assess", "-", stdin=b"a: b\n" * 2_000_000), "<stdin>")


def test_a_binary_file(tmp_path: Path) -> None:
    file = tmp_path / "binary.yaml"
    file.write_bytes(bytes(range(256)) * 40)
    _refused_with(whosays("assess", file), "binary.yaml")
    _refused_with(whosays("check", file), "binary.yaml")


def test_a_missing_folder() -> None:
    refused(whosays("assess", "nowhere/at-all"), "no-case")
    refused(whosays("check", "nowhere/at-all"), "no-case")
    refused(whosays("assess", "jn-is-alliance-2014", "-r", "nowhere/at-all.yaml"), "no-rulebook")


def test_an_empty_folder(tmp_path: Path) -> None:
    _refused_with(whosays("assess", tmp_path), tmp_path.name)
    _refused_with(whosays("assess", "jn-is-alliance-2014", "-r", tmp_path), tmp_path.name)


def test_a_pipe_without_a_writer(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    _refused_with(whosays("assess", pipe, timeout=20), "pipe.yaml")
    _refused_with(whosays("assess", "jn-is-alliance-2014", "-r", pipe, timeout=20), "pipe.yaml")


def test_nobody_reads_the_output() -> None:
    import subprocess
    import sys

    command = f"{sys.executable} -m whosays why jn-is-alliance-2014 pact --format json | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


def _refused_with(ran: Ran, place: str) -> None:
    assert ran.code == 2, ran
    assert "error[" in ran.err
    assert place in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_does_not_get_out() -> None:
    import subprocess
    import sys

    command = f"{sys.executable} -m whosays assess jn-is-alliance-2014 > /dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr
