"""Rulebooks that extend one another are read once where several are read."""

from __future__ import annotations

from pathlib import Path

from whosays.rules.load import read_compiled
from whosays.rules.syntax import Rulebook


def test_what_two_extend_is_read_once_and_means_the_same() -> None:
    known: dict[Path, Rulebook] = {}
    first, _ = read_compiled("credits-the-press", known=known)
    standard = next(book for book in known.values() if book.id == "standard")
    second, _ = read_compiled("doubts-the-press", known=known)
    assert next(book for book in known.values() if book.id == "standard") is standard
    for name, shared in (("credits-the-press", first), ("doubts-the-press", second)):
        alone, _ = read_compiled(name)
        assert shared is not None
        assert alone is not None
        assert shared.digest == alone.digest


def test_what_is_wrong_is_told_each_time(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("rulebook: base\nrules: [{id: x}]\n", encoding="utf-8")
    known: dict[Path, Rulebook] = {}
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(f"rulebook: {name}\nextends: base.yaml\n", encoding="utf-8")
        book, problems = read_compiled(tmp_path / f"{name}.yaml", known=known)
        assert book is None
        assert any(problem.mark.file.endswith("base.yaml") for problem in problems)
