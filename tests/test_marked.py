import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.marked import (
    MAX_BYTES,
    MAX_DEPTH,
    MarkedList,
    MarkedMap,
    MarkedScalar,
    Texts,
    mark_value,
    problem_at,
    read_yaml,
)
from whosays.problems import render_problem


def read(text):
    return read_yaml(("x.yaml", text if isinstance(text, bytes) else text.encode()))


def value(text):
    node, problems = read(f"a: {text}")
    assert not problems
    return node.get("a").value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("null", None), ("~", None), ("", None), ("true", True), ("False", False), ("12", 12), ("-3", -3), ("010", 10),
        ("0o10", 8), ("0x1F", 31), ("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0), ("-.inf", float("-inf")),
        ("+.INF", float("inf")),
        ("NO", "NO"), ("yes", "yes"), ("on", "on"), ("12:30:45", "12:30:45"), ("2014-11-02", "2014-11-02"),
        ("1_000", "1_000"),
        ("0b1", "0b1"), ("'12'", "12"), ('"true"', "true"), (".", "."), ("+", "+"), ("=", "="), ("1.2.3", "1.2.3"),
        ("9" * 400, "9" * 400), ("nULL", "nULL"),
    ],
)  # fmt: skip
def test_core_schema(text, expected):
    found = value(text)
    assert found == expected
    assert type(found) is type(expected)


def test_not_a_number():
    assert value(".nan") != value(".nan")


def test_tree_and_places():
    node, problems = read("a: 1\nb:\n  - x y\n  - {c: 'it''s'}\nd: >-\n  folded\n  text\n")
    assert not problems
    assert isinstance(node, MarkedMap)
    assert [key.text for key, _ in node.entries] == ["a", "b", "d"]
    items = node.get("b")
    assert isinstance(items, MarkedList)
    first, second = items.items
    assert (first.text, first.line, first.column, first.width, first.plain) == ("x y", 3, 5, 3, True)
    assert (second.line, second.column, second.width) == (4, 5, len("{c: 'it''s'}"))
    quoted = second.get("c")
    assert (quoted.text, quoted.column, quoted.width, quoted.plain) == ("it's", 9, 7, False)
    assert node.get("d").text == "folded text"
    assert node.key("d").line == 5
    assert node.get("z") is None
    assert str(quoted.mark) == "x.yaml:4:9"
    assert quoted.mark.source == "  - {c: 'it''s'}"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_lines_are_counted_as_the_parser_counts_them(end):
    node, _ = read(f"a: 1{end}b: 2{end}")
    assert node.get("b").mark.source == "b: 2"
    assert node.get("b").line == 2


def test_byte_order_mark():
    node, problems = read(b"\xef\xbb\xbfa: 1\n")
    assert not problems
    assert node.key("a").column == 1


def test_a_tree_comes_with_lesser_problems():
    node, problems = read("a: 1\na: 2\nb: !x 3\n<<: {}\n")
    assert [problem.code for problem in problems] == ["duplicate-key", "tag", "merge-key"]
    assert node.get("a").value == 1
    assert [key.text for key, _ in node.entries] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (b"", "empty-file", (0, 0)),
        (b"# only words\n---\n", "empty-file", (0, 0)),
        (b"a: 1\n\x00", "control-character", (2, 1)),
        (b"a: 1\nb: \x1b[31m", "control-character", (2, 4)),
        (b"a: 1\nb: \xff", "not-utf-8", (2, 4)),
        (b"\xff\xfea\x00", "not-utf-8", (1, 1)),
        ("a".encode("utf-16-be"), "control-character", (1, 1)),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not-utf-8", (1, 1)),
        (b"a: [1, 2", "yaml-syntax", None),
        (b"a: {b: 1", "yaml-syntax", None),
        (b"a: 'x\n\n", "yaml-syntax", (1, 4)),
        (b'a: "\\q"', "yaml-syntax", None),
        (b'a: "\\ud800"', "yaml-syntax", None),
        (b"a: *b", "alias", (1, 4)),
        (b"a: &b 1", "alias", (1, 4)),
        (b"%YAML 9.9\n---\na: 1", "yaml-syntax", None),
        (b"a\n--- b", "several-documents", (2, 1)),
        (b"? [a]\n: b", "key-not-text", (1, 3)),
        (b"~: b", "key-not-text", (1, 1)),
    ],
)
def test_broken(text, code, place):
    _, problems = read(text)
    assert [problem.code for problem in problems] == [code]
    mark = problems[0].mark
    if place is not None:
        assert (mark.line, mark.column) == place
    render_problem(problems[0])


def within_a_second(text, code):
    before = time.process_time()
    node, problems = read(text)
    assert time.process_time() - before < 1.5  # a second, and some for a busy machine
    assert node is None
    assert [problem.code for problem in problems] == [code]
    return problems[0].mark


def test_attacks_are_refused_fast():
    assert within_a_second("[" * 200_000, "too-deep").column == MAX_DEPTH + 1
    assert within_a_second("{a: " * 200_000, "too-deep").line == 1
    within_a_second("- " * 200_000, "too-deep")
    within_a_second("? " * 200_000, "too-deep")
    within_a_second("".join(f"{' ' * i}a:\n" for i in range(3000)), "too-deep")
    within_a_second("[" + "a," * 2_400_000 + "]", "too-many-nodes")
    within_a_second("a" * (MAX_BYTES + 1), "file-too-large")


def test_depth_within_the_limit():
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH)[0] is not None


def test_big_files_are_not_read(tmp_path):
    file = tmp_path / "big.yaml"
    with file.open("wb") as stream:
        stream.truncate(100_000_000)
    before = time.process_time()
    node, problems = read_yaml(file)
    assert time.process_time() - before < 0.5
    assert node is None
    assert problems[0].code == "file-too-large"
    assert "100.0 MB" in problems[0].message


def test_one_long_line_and_many_lines():
    assert read("a: " + "x" * 4_000_000)[0] is not None
    assert read("\n" * 4_000_000 + "a: 1")[0].get("a").line == 4_000_001


def test_files(tmp_path):
    assert read_yaml(tmp_path / "none.yaml")[1][0].code == "no-such-file"
    assert read_yaml(tmp_path)[1][0].code == "not-a-file"
    assert read_yaml("/dev/zero")[1][0].code == "not-a-file"
    (tmp_path / "a.yaml").write_text("a: 1")
    node, _ = read_yaml(str(tmp_path / "a.yaml"))
    assert node.source.name == str(tmp_path / "a.yaml")


def test_values_have_paths():
    node, problems = mark_value({"facts": [{"claim": {"id": "x", "n": 1, "t": True, "z": None}}]})
    assert not problems
    body = node.get("facts").items[0].get("claim")
    assert body.get("id").where == "<dict>: facts[0].claim.id"
    assert (body.get("n").text, body.get("t").text, body.get("z").value) == ("1", "true", None)
    problem = problem_at(body.get("id"), "x", "is wrong")
    assert render_problem(problem) == "<dict>: error[x]: facts[0].claim.id: is wrong"


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_any_text_is_read_or_refused(text):
    node, problems = read(text)
    assert node is not None or problems
    for problem in problems:
        assert (
            problem.mark.line
            <= text.count("\n")
            + text.count("\r")
            + text.count("\x85")
            + text.count("\u2028")
            + text.count("\u2029")
            + 1
        )
        render_problem(problem)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=20))
def test_quoted_texts_come_back(text):
    node, problems = read("a: '" + text.replace("'", "''") + "'")
    if not problems and "\u2028" not in text and "\u2029" not in text:
        assert isinstance(node.get("a"), MarkedScalar)
        assert node.get("a").value == text


def test_unsaved_texts_lie_over_the_disk(tmp_path):
    saved, new = tmp_path / "saved.yaml", tmp_path / "new.yaml"
    saved.write_text("a: 1\n", encoding="utf-8")
    texts = Texts({str(saved): b"a: 2\n", str(new): b"a: 3\n"})
    assert read_yaml(saved)[0].get("a").value == 1
    assert read_yaml(saved, texts)[0].get("a").value == 2
    assert read_yaml(tmp_path / "x" / ".." / "new.yaml", texts)[0].get("a").value == 3
    assert texts.names(tmp_path) == {"saved.yaml", "new.yaml"}
    assert texts.exists(new)
    assert not Texts().exists(new)
    assert not texts.exists(tmp_path / ("x" * 5000))
    assert read_yaml(new)[1][0].code == "no-such-file"
