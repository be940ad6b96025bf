"""Rows of a table: what is read, and where what is wrong with it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosays.interchange.value_rows import ValueRow, row_text, value_rows
from whosays.problems import Problem

HEAD = "source,object,attribute,value\n"


def read(tmp_path: Path, text: str | bytes, name: str = "t.csv") -> list[ValueRow | Problem]:
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(value_rows(file))


def test_rows_in_any_order_of_columns(tmp_path: Path) -> None:
    text = "value,note,Object,attribute,source\n 12 ,x,f1,gate,a\n\n14,,f1,gate,b\n"
    assert read(tmp_path, text) == [ValueRow("f1", "gate", "12", "a"), ValueRow("f1", "gate", "14", "b")]


def test_tabs(tmp_path: Path) -> None:
    text = "\ufeffsource\tobject\tattribute\tvalue\na\tf,1\tgate\t12\n"
    assert read(tmp_path, text, "t.tsv") == [ValueRow("f,1", "gate", "12", "a")]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    rows = [ValueRow('a "b"', "x,y", "1", "s"), ValueRow("ä", "x", "2", "t")]
    assert read(tmp_path, row_text(rows)) == rows


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "no-columns", 1, 1),
        ("source,object,value\n", "no-columns", 1, 1),
        ("source,object,attribute,value,value\n", "no-columns", 1, 1),
        (HEAD + "a,f,g\n", "row-length", 2, 1),
        (HEAD + "a,f,g,1\na,f,g,1,2\n", "row-length", 3, 1),
        (HEAD + "a,f,,1\n", "empty-cell", 2, 5),
        (HEAD + '"a,b",f,g, \n', "empty-cell", 2, 11),
        (HEAD + f"a,f,g,{'x' * 1001}\n", "cell-too-long", 2, 7),
        (HEAD + "a,f,g,1\x072\n", "control-character", 2, 7),
        (HEAD + 'a,f,g,"1\n2"\n', "control-character", 2, 7),
        (HEAD + 'a,f,g,"1\n', "not-a-table", 2, 1),
        (HEAD + f'a,f,g,"{chr(10) * 300}"\n', "not-a-table", 2, 1),
        (HEAD + "x" * 100_001, "not-a-table", 2, 1),
        (HEAD.encode() + b"a,f,g,\xff\n", "not-utf-8", 2, 7),
    ],
)
def test_what_is_wrong_has_a_place(tmp_path: Path, text: str | bytes, code: str, line: int, column: int) -> None:
    problem = next(each for each in read(tmp_path, text) if isinstance(each, Problem))
    assert (problem.code, problem.mark.line, problem.mark.column) == (code, line, column)


def test_rows_after_a_bad_one_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + "a,f,g\na,f,g,1\n")
    assert [type(each) for each in found] == [Problem, ValueRow]


def test_what_is_no_file(tmp_path: Path) -> None:
    for path, code in ((tmp_path, "not-a-file"), (tmp_path / "none.csv", "no-such-file")):
        (problem,) = value_rows(path)
        assert isinstance(problem, Problem)
        assert problem.code == code
