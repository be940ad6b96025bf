import pytest

from whosays.problems import Mark, Problem, ProblemsError, did_you_mean, render_problem, render_problems, suggest


def test_render():
    mark = Mark("a.yaml", 37, 8, 4, "  when: aftr")
    text = render_problem(Problem("unknown", "no such word", mark, note="seen before", hint="write another"))
    assert text.splitlines() == [
        "a.yaml:37:8: error[unknown]: no such word",
        "     |",
        "  37 |   when: aftr",
        "     |        ^^^^",
        "     = note: seen before",
        "     = hint: write another",
    ]


def test_a_file_as_a_whole():
    assert render_problem(Problem("gone", "no such file", Mark("a.yaml"))) == "a.yaml: error[gone]: no such file"


def test_tabs_and_control_characters_are_made_harmless():
    mark = Mark("a\x1b.yaml", 1, 2, 1, "\tx\x1b[31m\u202e")
    text = render_problem(Problem("c", "m\x07", mark))
    assert all(char.isprintable() or char == "\n" for char in text)
    assert text.splitlines()[3].index("^") == text.splitlines()[2].index("x")


def test_long_lines_are_cut_around_the_caret():
    source = "a" * 500 + "HERE" + "b" * 500
    lines = render_problem(Problem("c", "m", Mark("f", 1, 501, 4, source))).splitlines()
    assert len(lines[2]) < 180
    start = lines[3].index("^")
    assert lines[2][start : start + 4] == "HERE"
    assert lines[3].count("^") == 4


def test_a_caret_beyond_the_end_of_its_line():
    assert render_problem(Problem("c", "m", Mark("f", 1, 5, 9, "abc"))).splitlines()[3].endswith("^")


def test_order_count_and_copies():
    first = Problem("a", "x", Mark("f", 1, 1))
    second = Problem("b", "y", Mark("f", 2, 1), severity="warning")
    text = render_problems([second, first, first])
    assert text.index("[a]") < text.index("[b]")
    assert text.endswith("1 error, 1 warning")
    assert render_problems([]) == ""
    assert render_problems([first, Problem("z", "z", Mark("g"))]).endswith("2 errors")


def test_the_exception_carries_them_in_order():
    first, second = Problem("a", "x", Mark("f", 1, 1)), Problem("b", "y", Mark("f", 2, 1))
    with pytest.raises(ProblemsError) as caught:
        raise ProblemsError([second, first, second])
    assert caught.value.problems == (first, second)
    assert str(caught.value) == render_problems([first, second])


def test_hints():
    assert did_you_mean("aftr", ["after", "before"]) == 'did you mean "after"?'
    assert did_you_mean("xyz", ["after"]) == ""
    assert suggest("xyz", ["b", "a"], "words") == "words: a, b"
    assert suggest("xyz", []) == ""
