import datetime
import os

import pytest

from whosays.facts import folder as folder_module
from whosays.facts.load import case_from_dict, load_case, read_case, read_case_text
from whosays.problems import ProblemsError

HEAD = "case: demo\ntitle: A demo\nas_of: 2014-12-01\n"


def codes(problems):
    return [problem.code for problem in problems]


def read(text):
    return read_case_text("case.yaml", text.encode())


def test_texts_ids_and_times_are_taken_as_written():
    case, problems = read(
        HEAD
        + """facts:
- source: {id: 007, name: NO}
- document: {id: 1e3, published: 2014, title: 010, url: 12:30:45, note: yes}
- claim: {id: c, text: "1.0", during: 2014}
- report: {id: r, claim: c, by: 007, in: 1e3, details: [22, true, 1.50]}
"""
    )
    assert not problems
    assert case["007"].model.name == "NO"
    document = case["1e3"].model
    assert (document.published, document.title, document.url, document.note) == ("2014", "010", "12:30:45", "yes")
    assert case["r"].get("details") == ("22", "true", "1.50")


def test_texts_are_normalised():
    case, _ = read(HEAD + "facts:\n- source: {id: s, name: Cafe\u0301}\n")
    assert case["s"].model.name == "Caf\u00e9"


def test_optional_fields_may_be_left_empty():
    case, problems = read(HEAD + "facts:\n- source:\n    id: s\n    name:\n    located_at: ~\n    access: null\n")
    assert not problems
    assert case["s"].model.name is None


def test_single_values_stand_for_lists():
    one, _ = read(HEAD + "facts: [{actor: {id: a}}, {actor: {id: b, part_of: a, aliases: x}}]")
    two, _ = read(HEAD + "facts: [{actor: {id: a}}, {actor: {id: b, part_of: [a], aliases: [x]}}]")
    assert one.hash == two.hash


def test_no_facts_is_a_case():
    for facts in ("", "facts: []\n", "facts:\n"):
        case, problems = read(HEAD + facts)
        assert case is not None
        assert not problems


def test_all_problems_come_at_once():
    _, problems = read(
        "case: a b\ntitle: t\nfacts:\n- source: {id: s, named: x}\n- report: {id: r, claim: c, by: s, zz: 1}\n"
    )
    assert sorted(codes(problems)) == ["bad-id", "dangling-reference", "unknown-choice", "unknown-field"]


def test_a_broken_fact_is_no_dangling_reference():
    _, problems = read(HEAD + "facts:\n- sorce: {id: s}\n- claim: {id: c}\n- report: {id: r, claim: c, by: s}\n")
    assert codes(problems) == ["unknown-kind", "missing-field"]


def test_reports_may_cite_each_other_in_a_ring():
    facts = "- claim: {id: c, text: x}\n- source: {id: s}\n"
    facts += "- report: {id: r1, claim: c, by: s, cites: r2}\n- report: {id: r2, claim: c, by: s, cites: r1}\n"
    case, problems = read(HEAD + "facts:\n" + facts)
    assert case is not None
    assert not problems


def test_long_chains_do_not_recurse():
    facts = "".join(f"- actor: {{id: a{i}, part_of: a{i + 1}}}\n" for i in range(3000))
    case, problems = read(HEAD + "facts:\n" + facts + "- actor: {id: a3000}\n")
    assert not problems
    assert len(case) == 3001
    _, problems = read(HEAD + "facts:\n" + facts + "- actor: {id: a3000, part_of: a0}\n")
    assert codes(problems) == ["reference-ring"]
    assert len(problems[0].message) < 200


def test_load_case_raises_what_read_case_returns(tmp_path):
    (tmp_path / "x.yaml").write_text("case: x\n")
    with pytest.raises(ProblemsError) as caught:
        load_case(tmp_path / "x.yaml")
    assert caught.value.problems == read_case(tmp_path / "x.yaml")[1]
    assert "missing-field" in str(caught.value)


# --- folders


def write(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)
    return folder


def test_what_belongs_to_a_folder(tmp_path):
    folder = write(
        tmp_path / "c",
        case__yaml=HEAD,
        a__yml="- source: {id: a}\n",
        b__yaml="facts:\n- source: {id: b}\n",
        outcome__yaml="{",
        readme__md="{",
        __hidden__yaml="{",
    )
    write(folder / "sub", x__yaml="{")
    case, problems = read_case(folder)
    assert not problems
    assert [fact.id for fact in case] == ["a", "b"]


def test_the_path_is_shown_as_it_was_given(tmp_path, monkeypatch):
    write(tmp_path / "c", case__yaml=HEAD, a__yaml="- sorce: {id: a}\n")
    monkeypatch.chdir(tmp_path)
    _, problems = read_case("c")
    assert problems[0].mark.file == "c/a.yaml"


def test_links(tmp_path):
    outside = tmp_path / "outside.yaml"
    outside.write_text("- source: {id: secret}\n")
    folder = write(tmp_path / "c", case__yaml=HEAD, a__yaml="- source: {id: a}\n", outcome__yaml="- source: {id: o}\n")
    (folder / "inside.yaml").symlink_to("a.yaml")
    assert codes(read_case(folder)[1]) == ["duplicate-id"]
    (folder / "inside.yaml").unlink()
    for name, target in {"x": outside, "y": "outcome.yaml", "z": "z.yaml", "w": "/etc/passwd"}.items():
        (folder / f"{name}.yaml").symlink_to(target)
    case, problems = read_case(folder)
    assert case is None
    assert len(problems) == 4
    assert codes(problems).count("outside-case") == 3
    (tmp_path / "link").symlink_to(write(tmp_path / "d", case__yaml=HEAD))
    assert read_case(tmp_path / "link")[0] is not None


def test_paths_that_are_no_case(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "none", tmp_path / "pipe", "/dev/zero", "a\0b", "x" * 5000, tmp_path, ""):
        case, problems = read_case(path)
        assert case is None
        assert len(problems) == 1, path
        assert problems[0].code in ("no-such-file", "not-a-file", "not-readable", "no-case-file")


def test_a_pipe_in_the_folder_does_not_hang(tmp_path):
    folder = write(tmp_path / "c", case__yaml=HEAD)
    os.mkfifo(folder / "x.yaml")
    (folder / "y.yaml").mkdir()
    assert codes(read_case(folder)[1]) == ["not-a-file", "not-a-file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path):
    folder = write(tmp_path / "c", case__yaml=HEAD)
    (folder / "case.yaml").chmod(0)
    assert codes(read_case(folder)[1]) == ["not-readable"]


def test_two_heads_and_a_head_alone(tmp_path):
    folder = write(tmp_path / "c", case__yaml=HEAD, case__yml=HEAD)
    assert codes(read_case(folder)[1]) == ["no-case-file"]
    (folder / "case.yml").rename(folder / "more.yaml")
    case, problems = read_case(folder / "case.yaml")
    assert case is not None
    assert codes(problems) == ["head-alone"]


def test_limits(tmp_path, monkeypatch):
    folder = write(tmp_path / "c", case__yaml=HEAD, **{f"f{i}__yaml": f"- source: {{id: s{i}}}\n" for i in range(9)})
    assert read_case(folder)[0] is not None
    monkeypatch.setattr(folder_module, "MAX_FILES", 9)
    assert codes(read_case(folder)[1]) == ["too-many-files"]
    monkeypatch.setattr(folder_module, "MAX_FILES", 10)
    monkeypatch.setattr(folder_module, "MAX_TOTAL_BYTES", 100)
    assert "case-too-large" in codes(read_case(folder)[1])


# --- dicts


def problems_of(data):
    with pytest.raises(ProblemsError) as caught:
        case_from_dict(data)
    return caught.value.problems


def test_dict_problems_have_a_path():
    facts = [{"source": {"id": "s"}}, {"report": {"id": "r", "by": "nobody", "claim": "s"}}]
    problems = problems_of({"case": "x", "title": "t", "facts": facts})
    assert [(problem.mark.file, problem.code) for problem in problems] == [
        ("<dict>", "dangling-reference"),
        ("<dict>", "wrong-reference"),
    ]
    assert problems[0].message.startswith("facts[1].report.by: ")


def test_dict_values_of_any_type():
    loop = []
    loop.append(loop)
    for value in (object(), {1: 2}, loop, b"x", 10**5000, float("nan"), {"x"}, "\ud800", "\0", lambda: 1):
        for body in ({"id": "c", "text": value}, {"id": value, "text": "x"}, value):
            problems_of({"case": "x", "title": "t", "facts": [{"claim": body}, {"place": {"id": "p", "at": value}}]})
    problems_of({1: 2})
    problems_of({})


def test_dict_with_dates():
    claim = {"claim": {"id": "c", "text": "x", "during": datetime.date(2014, 11, 2)}}
    case = case_from_dict({"case": "x", "title": "t", "facts": (claim,)})
    assert case["c"].model.during == "2014-11-02"


def test_many_mistakes_do_not_take_long():
    import time

    from whosays.problems import render_problems

    facts = ", ".join(f"{{source: {{id: s{i}, located_at: p{i}}}}}, {{actor: {{id: s{i}}}}}" for i in range(5000))
    before = time.process_time()
    _, problems = read(HEAD + f"facts: [{facts}]")
    render_problems(problems)
    assert len(problems) == 10_000
    assert time.process_time() - before < 10
    long = "x" * 2_000_000
    for text in (f"- ? {long}\n  : {{id: x}}\n", f"- source:\n    id: s\n    named: {long}\n    ? {long}\n    : 1\n"):
        _, problems = read(HEAD + "facts:\n" + text)
        assert all(len(problem.message) < 200 for problem in problems)
    assert time.process_time() - before < 12
