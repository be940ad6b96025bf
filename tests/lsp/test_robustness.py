"""However far somebody has typed: problems with places, and answers; never an exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden_files import ROOT
from whosays.lsp.completion import complete
from whosays.lsp.cursor import read_cursor
from whosays.lsp.definition import definition
from whosays.lsp.diagnostics import message, problems_of
from whosays.lsp.documents import Documents
from whosays.lsp.hover import hover
from whosays.lsp.position import Places
from whosays.lsp.protocol_places import range_of_mark
from whosays.lsp.roots import root_of
from whosays.lsp.symbols import symbols

RULES = sorted((ROOT / "rules" / "standard").glob("*.yaml"))
CASES = sorted((ROOT / "facts" / "jn-is-alliance-2014").glob("*.yaml"))
TEXTS = {file: file.read_text(encoding="utf-8") for file in (*RULES, *CASES)}
JUNK = [
    "",
    "- ",
    "x: y",
    "{",
    "]",
    "'",
    '"',
    "$claim",
    "null",
    "&a *a",
    "!!x",
    "\t",
    "as: $",
    "? ",
    "---",
    "|",
    "\u2028",
    "😀",
]


@st.composite
def prefixes(draw: st.DrawFn) -> tuple[Path, str, int]:
    """A shipped file as far as somebody has typed it, and where the cursor is."""
    file = draw(st.sampled_from(list(TEXTS)))
    text = TEXTS[file]
    end = draw(st.integers(0, len(text)))
    return file, text[:end], end


@st.composite
def changed_lines(draw: st.DrawFn) -> tuple[Path, str, int]:
    """A shipped file in which one line is other than it should be, and a place in that line."""
    file = draw(st.sampled_from(list(TEXTS)))
    lines = TEXTS[file].split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    cut = draw(st.integers(0, len(line)))
    match draw(st.sampled_from(["drop", "cut", "double", "indent", "junk", "delete"])):
        case "drop":
            lines[at] = ""
        case "cut":
            lines[at] = line[:cut]
        case "double":
            lines[at] = f"{line}\n{line}"
        case "indent":
            lines[at] = " " * draw(st.integers(1, 4)) + line
        case "junk":
            lines[at] = line[:cut] + draw(st.sampled_from(JUNK)) + line[cut:]
        case _:
            lines[at] = line[:cut] + line[cut + draw(st.integers(1, 10)) :]
    before = sum(len(each) + 1 for each in lines[:at])
    return file, "\n".join(lines), before + draw(st.integers(0, len(lines[at])))


def check(file: Path, text: str, offset: int) -> None:
    documents = Documents()
    documents.put(file, text)
    root = root_of(file, documents)
    places = Places(text)
    if root is not None:
        for shown_at, problems in problems_of(root, documents.texts, file).items():
            there = places if shown_at == file else Places(documents.text(shown_at) or "")
            for problem in problems:
                assert message(problem)
                found = range_of_mark(there, problem.mark)
                assert (found.start.line, found.start.character) <= (found.end.line, found.end.character)
    complete(file, offset, documents, places)
    hover(file, offset, documents, places)
    definition(file, offset, documents)
    symbols(file, documents, places)


@given(prefixes())
@settings(max_examples=40, deadline=None)
def test_any_prefix(typed: tuple[Path, str, int]) -> None:
    check(*typed)


@given(changed_lines())
@settings(max_examples=40, deadline=None)
def test_any_line_changed(typed: tuple[Path, str, int]) -> None:
    check(*typed)


@pytest.mark.slow
@given(prefixes() | changed_lines())
@settings(max_examples=300, deadline=None)
def test_any_of_these_at_length(typed: tuple[Path, str, int]) -> None:
    check(*typed)


@given(st.text(st.sampled_from("ab:- {}[],'\"$.#|>\n\r\\\u2028😀"), max_size=60), st.data())
def test_any_text_has_a_cursor(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    cursor = read_cursor(text, offset)
    assert cursor.start <= offset <= cursor.end
    assert text[cursor.start : cursor.end] == cursor.word


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_a_shipped_file_has_no_problems(file: Path) -> None:
    documents = Documents()
    documents.put(file, TEXTS[file])
    root = root_of(file, documents)
    if file.name == "outcome.yaml":
        assert root is None
        return
    assert root is not None
    assert root.path == file.parent
    assert not problems_of(root, documents.texts, file)
