"""The real server, over the real protocol."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden_files import ROOT
from tests.lsp.editor import Editor, edit

HOUSE = """\
rulebook: house
extends: standard
rules:
  - id: too-good
    title: Nobody could check the claim
    when:
      - claim: {as: $claim, checkable: false}
    then:
      - withholds: $claim
        of: belief
        to: 0.4
        because: nobody could check it.
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    file = tmp_path / "house.yaml"
    file.write_text(HOUSE, encoding="utf-8")
    return file


def test_problems_come_and_go(house: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.open(house)
        await editor.codes(house)
        editor.change(house, HOUSE.replace("claim: {as", "clame: {as"))
        (problem,) = await editor.codes(house, "unknown-kind")
        assert (problem.range.start.line, problem.range.start.character, problem.range.end.character) == (6, 8, 13)
        assert problem.message.endswith('hint: did you mean "claim"?')
        assert (problem.severity, problem.source) == (1, "whosays")
        editor.change(house, HOUSE)
        await editor.codes(house)
        editor.change(house, HOUSE + "x: [")
        await editor.codes(house, "yaml-syntax")
        editor.close(house)
        await editor.codes(house)

    assert edit(session) == 0
    assert house.read_text(encoding="utf-8") == HOUSE


def message(content: object) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content} if isinstance(content, dict) else content).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


START = message({"id": 1, "method": "initialize", "params": {"capabilities": {}, "processId": None, "rootUri": None}})
STOP = message({"id": 2, "method": "shutdown"}) + message({"method": "exit"})


def server(sent: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "whosays", "lsp"], input=sent, capture_output=True, timeout=60, check=False, cwd=ROOT
    )


@pytest.mark.parametrize(
    "garbage",
    [
        b"Content-Length: many\r\n\r\n{}",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\r\n\r\n",
        b"{}\n",
        b"\x00\xff\xfe" * 100,
        b"Content-Length: 99999999999\r\n\r\n{}",
        b"Content-Length: 0\r\n\r\n",
        b"Content-Length: 10\r\n\r\n{}",
        b"x" * 10_000,
        b"",
    ],
)
def test_a_malformed_header_ends_the_server(garbage: bytes) -> None:
    # The rest of the input never comes: a server that waited for it would hang here.
    with subprocess.Popen(
        [sys.executable, "-m", "whosays", "lsp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(START + garbage)
        if garbage in (b"", b"Content-Length: 10\r\n\r\n{}"):  # these are faults only once nothing more comes
            process.stdin.close()
        else:
            process.stdin.flush()
        assert process.wait(60) == 2
        assert process.stdout is not None
        assert process.stderr is not None
        answer, told = process.stdout.read(), process.stderr.read()
    assert b'"capabilities"' in answer
    assert told.startswith(b"whosays lsp: ")
    assert told.count(b"\n") == 1


@pytest.mark.parametrize(
    "garbage",
    [
        b"Content-Length: 5\r\n\r\n{{{{{",
        b"Content-Length: 2\r\n\r\n\xff\xfe",
        message("a text"),
        message([]),
        message({"id": 7, "method": "textDocument/hover", "params": {"x": 1}}),
        message({"method": "textDocument/didOpen", "params": 7}),
        message({"id": 9, "method": "no/such"}),
        b"Content-Length: 100000\r\n\r\n" + b"[" * 100_000,
    ],
)
def test_a_message_that_is_none_is_told_and_the_server_goes_on(garbage: bytes) -> None:
    done = server(START + garbage + STOP)
    assert done.returncode == 0, done
    assert b'"id": 2' in done.stdout or b'"id":2' in done.stdout
    assert b"Traceback" not in done.stderr
    assert done.stdout.startswith(b"Content-Length: ")


def test_without_the_extra_it_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "pygls").mkdir()
    (tmp_path / "pygls" / "__init__.py").write_text("raise ModuleNotFoundError(name='pygls')", encoding="utf-8")
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from whosays.cli import main; main(['lsp'])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr == b"whosays lsp needs the extra lsp: pip install 'whosays[lsp]'\n"
