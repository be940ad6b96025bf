"""`whosays fmt`, as a process."""

from __future__ import annotations

from pathlib import Path

from tests.cli.process import refused, whosays

UNTIDY = (
    'rulebook: "house"\nrules:\n- {title: A, id: a, when: [ {claim: {as: $c}} ],\n'
    "   then: [{raises: $r, because: so}]} # all\n"
)


def write(folder: Path, name: str, text: str = UNTIDY) -> Path:
    file = folder / name
    file.write_bytes(text.encode())
    return file


def test_it_writes_in_place_and_says_so(tmp_path: Path) -> None:
    file = write(tmp_path, "house.yaml")
    file.chmod(0o640)
    ran = whosays("fmt", file)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"formatted: {file}\n"
    text = file.read_text(encoding="utf-8")
    assert text.startswith("rulebook: house\nrules:\n  - {id: a, title: A")
    assert text.endswith("# all\n")
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]
    again = whosays("fmt", file)
    assert (again.code, again.err) == (0, "")


def test_check_and_diff_write_nothing(tmp_path: Path) -> None:
    file = write(tmp_path, "house.yaml")
    ran = whosays("fmt", "--check", file)
    assert (ran.code, ran.out, ran.err) == (1, "", f"would change: {file}\n")
    ran = whosays("fmt", "--diff", file)
    assert ran.code == 0
    assert '-rulebook: "house"\n+rulebook: house\n' in ran.out
    assert whosays("fmt", "--check", "--diff", file).code == 1
    assert file.read_text(encoding="utf-8") == UNTIDY


def test_what_the_reader_refuses_is_told_and_left(tmp_path: Path) -> None:
    bad, good = write(tmp_path, "bad.yaml", "a: 1\na: 2\n"), write(tmp_path, "good.yaml")
    ran = whosays("fmt", tmp_path)
    refused(ran, "duplicate-key")
    assert f"{bad}:2:1" in ran.err
    assert bad.read_text(encoding="utf-8") == "a: 1\na: 2\n"
    assert good.read_text(encoding="utf-8") != UNTIDY
    refused(whosays("fmt", tmp_path / "none.yaml"), "no-such-file")
    refused(whosays("fmt", write(tmp_path, "latin.yaml", "").parent / "latin.yaml"), "empty-file")


def test_folders_without_hidden_files_and_links(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    inside, hidden = write(tmp_path / "in", "a.yml"), write(tmp_path, ".hidden.yaml")
    other, aside = write(tmp_path, "notes.txt"), tmp_path.parent / f"{tmp_path.name}-aside.yaml"
    aside.write_text(UNTIDY, encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(aside)
    assert whosays("fmt", tmp_path).err == f"formatted: {inside}\n"
    assert {file.read_text(encoding="utf-8") for file in (hidden, other, aside)} == {UNTIDY}
    assert whosays("fmt", tmp_path / "link.yaml").code == 0
    assert (tmp_path / "link.yaml").is_symlink()
    assert aside.read_text(encoding="utf-8") != UNTIDY


def test_standard_input(tmp_path: Path) -> None:
    ran = whosays("fmt", "-", stdin=UNTIDY.encode(), cwd=tmp_path)
    assert ran.code == 0
    assert ran.out.startswith("rulebook: house\n")
    assert whosays("fmt", "--check", "-", stdin=ran.out.encode()).code == 0


def test_other_line_ends(tmp_path: Path) -> None:
    file = write(tmp_path, "dos.yaml", "\ufeff# a\r\ncase: a\r\ntitle: |\r\n  one\r\n  two\r\n")
    assert whosays("fmt", file).code == 0
    assert file.read_bytes() == b"# a\ncase: a\ntitle: |\n  one\n  two\n"


def test_the_shipped_files_are_in_this_style() -> None:
    ran = whosays("fmt", "--check", "rules", "facts", "engine/whosays/rules/prelude.yaml")
    assert (ran.code, ran.err) == (0, "")
