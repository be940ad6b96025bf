"""Places in a text, counted by editors in code units and by us in characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lsp.marked_text import offered
from whosays.lsp.position import UNITS, Places, Position
from whosays.marked import SourceText, read_yaml
from whosays.problems import Mark

# Characters that are counted differently, and all that ends a line for somebody.
TEXTS = st.text(st.sampled_from("ab é𝄞😀\r\n\x85\u2028\x0b\x1c"), max_size=40)


@pytest.mark.parametrize(("encoding", "column"), [("utf-16", 9), ("utf-8", 14), ("utf-32", 7)])
def test_a_column_behind_characters_of_two_units(encoding: str, column: int) -> None:
    places = Places('a: "😀é😀" # x\n', encoding)
    assert places.position(7) == Position(0, column)
    assert places.offset(Position(0, column)) == 7


def test_half_a_character_is_its_beginning() -> None:
    assert Places("a😀b").offset(Position(0, 2)) == 1


@pytest.mark.parametrize("position", [Position(0, 99), Position(1, 99), Position(99, 0), Position(0, 0)])
def test_beyond_the_end_is_the_end(position: Position) -> None:
    places = Places("ab\r\ncd")
    assert places.position(places.offset(position)) in {Position(0, 2), Position(1, 2), Position(0, 0)}


@given(TEXTS, st.sampled_from(sorted(UNITS)))
def test_there_and_back(text: str, encoding: str) -> None:
    places = Places(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n":  # between these two there is no place
            assert places.offset(places.position(offset)) == offset


@given(TEXTS)
def test_a_mark_lies_at_its_characters(text: str) -> None:
    places = Places(text)
    source = SourceText("x", text)
    for number, line in enumerate(source.lines, 1):
        start, end = places.span(Mark("x", number, 1, len(line)))
        assert text[places.offset(start) : places.offset(end)] == line


def test_a_mark_of_the_reader() -> None:
    text = 'a: "😀"\r\nb: "\u2028"\r\n"😀": [c\n'
    _, problems = read_yaml(("x", text.encode()))
    start, _ = Places(text).span(problems[0].mark)
    assert start == Position(2, 6)


def test_a_mark_of_a_text_that_begins_with_a_byte_order_mark() -> None:
    text = "\ufeffa: 1\na: 2\n"
    _, (problem,) = read_yaml(("x", text.encode()))
    assert Places(text).span(problem.mark)[0] == Position(1, 0)
    assert Places(text).span(Mark("x", 1, 1, 1)) == (Position(0, 1), Position(0, 2))


def test_the_text_as_a_whole_is_its_first_line() -> None:
    assert Places("ab\ncd").span(Mark("x")) == (Position(0, 0), Position(0, 2))
    assert Places("").span(Mark("x", 3, 4)) == (Position(0, 0), Position(0, 0))


def test_completion_behind_characters_of_two_units() -> None:
    assert "hearsay" in offered(Path("/none/c.yaml"), "case: c\nfacts:\n  - report: {id: x, note: 😀😀, basis: |")
