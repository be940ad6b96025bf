"""Which files a rulebook is read from, and what in them concerns a rule."""

from __future__ import annotations

import os
from pathlib import Path

from tests.examples.book import BOOK
from whosays.rules.digest import fingerprint
from whosays.rules.load import load_rulebook
from whosays.rules.needed import needed_rules
from whosays.rules.sources import rulebook_paths, stamps
from whosays.shipped import shipped_folder

HEAD = "rulebook: {}\nextends: [{}]\n"


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_rulebook_and_all_that_it_extends(tmp_path: Path) -> None:
    top = write(tmp_path, "top.yaml", HEAD.format("top", "middle, standard"))
    write(tmp_path, "middle/rulebook.yaml", HEAD.format("middle", "base.yaml, top.yaml"))
    base = write(tmp_path, "base.yaml", "rulebook: base\n")
    found = {path.resolve() for path in rulebook_paths(top)}
    assert found == {top, tmp_path / "middle", base, shipped_folder("rules") / "standard"}


def test_what_is_missing_or_broken_is_still_looked_at(tmp_path: Path) -> None:
    broken = write(tmp_path, "broken.yaml", "rulebook: [\n")
    assert rulebook_paths(broken) == (broken,)
    nowhere = tmp_path / "nowhere.yaml"
    assert rulebook_paths(nowhere) == (nowhere,)
    assert stamps((nowhere,)) == frozenset()


def test_a_change_an_arrival_and_a_departure_are_seen(tmp_path: Path) -> None:
    file = write(tmp_path, "book/a.yaml", "rulebook: a\n")
    first = stamps((file.parent,))
    os.utime(file, ns=(1, 1))
    second = stamps((file.parent,))
    other = write(tmp_path, "book/b.yml", "rules: []\n")
    third = stamps((file.parent,))
    assert len({first, second, third}) == 3
    other.unlink()
    write(tmp_path, "book/.hidden.yaml", "")
    write(tmp_path, "book/notes.txt", "")
    assert stamps((file.parent,)) == second


def prints(folder: Path, text: str) -> dict[str, str]:
    book = load_rulebook(write(folder, "desk.yaml", text))
    rules = book.rulebook.rules
    return {
        rule.id: fingerprint(rule, needed_rules(rules, rule), book.rulebook)
        for rule in rules
        if rule.id in {"far-off", "sure", "hearsay-only"}
    }


def changed(folder: Path, text: str) -> set[str]:
    before, after = prints(folder, BOOK), prints(folder, text)
    return {rule for rule in before if before[rule] != after[rule]}


def test_what_a_change_concerns(tmp_path: Path) -> None:
    assert changed(tmp_path, "# a remark, that moves every line\n" + BOOK) == set()
    assert changed(tmp_path, BOOK.replace("surely: {at_least: 0.9}", "surely: {at_least: 0.8}")) == {"sure"}
    assert changed(tmp_path, BOOK.replace("name: no facts", "name: too few facts")) == {"hearsay-only"}
    assert changed(tmp_path, BOOK.replace("access: remote}\n            -", "access: firsthand}\n            -")) == {
        "far-off",
        "hearsay-only",  # it asks for what the other derives
    }
