"""Workflow commands: one line a problem, whatever stands in it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from whosays.problems import Mark, Problem
from whosays.render.github import render_github


def test_what_could_end_a_property_or_a_line_is_escaped() -> None:
    mark = Mark("a,b:c%.yaml", 3, 5, 4)
    problem = Problem("odd", "100%: one\r\ntwo, three", mark, "a note", "a hint", "warning")
    assert render_github([problem]) == (
        "::warning file=a%2Cb%3Ac%25.yaml,line=3,col=5,endColumn=9,title=odd"
        "::100%25: one%0D%0Atwo, three%0Aa note%0Aa hint"
    )


def test_a_whole_file_has_no_line() -> None:
    assert render_github([Problem("empty-file", "nothing", Mark("a.yaml"))]) == (
        "::error file=a.yaml,title=empty-file::nothing"
    )


def test_nothing_wrong_says_nothing() -> None:
    assert render_github([]) == ""


def unescaped(text: str) -> str:
    """As the runner reads it: the percent sign last."""
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


@given(st.text(min_size=1), st.text(min_size=1))
def test_what_is_written_can_be_read_back(file: str, message: str) -> None:
    line = render_github([Problem("odd", message, Mark(file, 1, 1))])
    assert not set(line) & {"\n", "\r"}
    found = re.fullmatch(r"::error ([^:]*)::(.*)", line, re.DOTALL)
    assert found
    properties = dict(each.split("=", 1) for each in found[1].split(","))
    assert unescaped(properties["file"]) == file
    assert unescaped(found[2]) == message
