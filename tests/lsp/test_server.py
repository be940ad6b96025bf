"""The real server, over the real protocol."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol import types

from tests.golden_files import ROOT
from tests.lsp.editor import Editor, ask, edit

HOUSE = """\
rulebook: house
extends: standard
rules:
  - id: too-good
    title: Nobody could check the claim
    when:
      - claim: {as: $claim, scope: strategic}
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


def test_a_folder_is_checked_as_it_stands_in_the_editor(tmp_path: Path) -> None:
    head, rules = tmp_path / "rulebook.yaml", tmp_path / "rules.yaml"
    relation = (
        "relations:\n  seen_by: {report: report}\nrules:\n  - id: b\n    title: B\n"
        "    when: [{report: {as: $r, basis: firsthand}}]\n"
        "    then: [{derive: {seen_by: {report: $r}}, because: so.}]\n"
    )
    head.write_text(f"rulebook: h\n{relation}", encoding="utf-8")
    rules.write_text(
        "rules:\n  - id: a\n    title: A\n    when: [{seen_by: {report: $r}}]\n"
        "    then: [{raises: $r, because: so.}]\n",
        encoding="utf-8",
    )
    case, facts = tmp_path / "c" / "case.yaml", tmp_path / "c" / "actors.yaml"
    case.parent.mkdir()
    case.write_text(
        "case: c\ntitle: C\nas_of: 2014\nfacts:\n  - source: {id: s, affiliation: guard}\n", encoding="utf-8"
    )
    facts.write_text("- actor: {id: guard}\n", encoding="utf-8")
    other = tmp_path / "services" / "other.yml"
    other.parent.mkdir()
    other.write_text("services: [", encoding="utf-8")

    async def session(editor: Editor) -> None:
        for file in (head, case, facts, other):
            editor.open(file)
        await editor.codes(head)
        editor.change(head, "rulebook: h\n")  # the other file is not open, and now wrong
        await editor.codes(rules, "unknown-kind")
        assert editor.shown[head.as_uri()] == []
        editor.change(head, f"rulebook: h\n{relation}")
        await editor.codes(rules)
        editor.change(facts, "- actor: {id: army}\n")
        await editor.codes(case, "dangling-reference")
        editor.close(facts)  # without saving: what is on the disk counts again
        await editor.codes(case)
        assert other.as_uri() not in editor.shown

    assert edit(session) == 0


def test_questions_about_places(tmp_path: Path) -> None:
    file = tmp_path / "h\u00e4user 😀.yaml"
    text = HOUSE.replace("rules:\n", "adjust:\n  anonymous-source: {by: slight}\nrules:\n")
    text = text.replace("title: Nobody could check the claim", "title: Nobody 😀 could check the claim")

    async def session(editor: Editor) -> None:
        editor.open(file, text)
        await editor.codes(file)
        found = await editor.complete(file, text + "      - supports: $claim\n        strength: |")
        assert {"weak", "decisive"} <= found.keys()
        assert found["weak"].detail == "0.5"
        line = "      - claim: {text: {not: 😀}, as: $other, scope: lo"
        found = await editor.complete(file, text.replace("    then:", f"{line}|\n    then:"))
        edit_of_scope = found["local"].text_edit
        assert edit_of_scope.range.end.character == len(line) + 1  # the one character counts for two
        assert edit_of_scope.range.start.character == len(line) - 1
        assert "**withholds** a claim" in await editor.hover(file, text.replace("withholds", "with|holds"))
        place = await editor.definition(file, text.replace("anonymous-source", "anonymous|-source"))
        assert place is not None
        assert place.uri.endswith("/rules/standard/identification.yaml")
        place = await editor.definition(file, text.replace("withholds: $claim", "withholds: $cl|aim"))
        assert place is not None
        assert (place.uri, place.range.start.line, place.range.start.character) == (file.as_uri(), 8, 20)
        document, _ = editor.place(file, text + "|")
        outline = await ask(editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(document)))
        assert [(each.name, each.detail) for each in outline] == [("too-good", "Nobody 😀 could check the claim")]

    assert edit(session) == 0


def test_a_client_that_counts_characters(house: Path) -> None:
    text = HOUSE.replace("too-good", "😀😀")

    async def session(editor: Editor) -> None:
        editor.open(house, text)
        (problem,) = await editor.codes(house, "bad-id")
        assert (problem.range.start.character, problem.range.end.character) == (8, 10)

    assert edit(session, encodings=["utf-32", "utf-16"]) == 0


def message(content: object) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content} if isinstance(content, dict) else content).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


START = message({"id": 1, "method": "initialize", "params": {"capabilities": {}, "processId": None, "rootUri": None}})
STOP = message({"id": 2, "method": "shutdown"}) + message({"method": "exit"})
COMMAND = [sys.executable, "-m", "whosays", "lsp"]
PIPE = subprocess.PIPE

MALFORMED = [b"Content-Length: many\r\n\r\n{}", b"\x00\xff\xfe" * 100]  # more of them in test_framing
CUT_OFF = [b"Content-Length: 10\r\n\r\n{}", b""]
"""Faults only once nothing more comes."""


def test_a_malformed_header_ends_the_server() -> None:
    # Standard input stays open: a server that waited for the rest would wait for ever.
    started = [
        (each, subprocess.Popen(COMMAND, stdin=PIPE, stdout=PIPE, stderr=PIPE)) for each in (*MALFORMED, *CUT_OFF)
    ]
    for garbage, process in started:
        assert process.stdin is not None
        process.stdin.write(START + garbage)
        process.stdin.flush()
        if garbage in CUT_OFF:
            process.stdin.close()
    try:
        for garbage, process in started:
            assert process.wait(120) == 2, garbage
            assert process.stdout is not None
            assert process.stderr is not None
            assert b'"capabilities"' in process.stdout.read()
            told = process.stderr.read()
            assert told.startswith(b"whosays lsp: "), garbage
            assert told.count(b"\n") == 1, garbage
    finally:
        for _, process in started:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout, process.stderr):
                assert stream is not None
                with contextlib.suppress(BrokenPipeError):
                    stream.close()


def test_messages_that_are_none_are_told_and_the_server_goes_on() -> None:
    garbage = [
        b"Content-Length: 5\r\n\r\n{{{{{",
        b"content-length: 2\r\nContent-Type: x\r\n\r\n\xff\xfe",
        message("a text"),
        message([]),
        message({"id": 7, "method": "textDocument/hover", "params": {"x": 1}}),
        message({"method": "textDocument/didOpen", "params": 7}),
        message({"id": 9, "method": "no/such"}),
        b"Content-Length: 100000\r\n\r\n" + b"[" * 100_000,
    ]
    sent = START + b"".join(garbage) + STOP
    done = subprocess.run(COMMAND, input=sent, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done
    assert re.search(rb'"id": ?2\b', done.stdout)
    assert b"Traceback" not in done.stderr
    # Nothing but messages, each as long as its header says.
    rest, count = done.stdout, 0
    while rest:
        header, _, rest = rest.partition(b"\r\n\r\n")
        length = int(re.findall(rb"Content-Length: (\d+)", header)[0])
        json.loads(rest[:length])
        rest, count = rest[length:], count + 1
    assert count > len(garbage) / 2


def test_without_the_extra_it_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "pygls").mkdir()
    (tmp_path / "pygls" / "__init__.py").write_text("raise ModuleNotFoundError(name='pygls')", encoding="utf-8")
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from whosays.cli import main; main(['lsp'])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr == b"whosays lsp needs the extra lsp: pip install 'whosays[lsp]'\n"
