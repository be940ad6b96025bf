"""`whosays check`, as a process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.process import refused, whosays
from whosays.cli.check import check
from whosays.rules import read_rulebook


def test_the_shipped_rulebook_and_case() -> None:
    ran = whosays("check", "rules/standard", "facts/jn-is-alliance-2014")
    assert ran.code == 0
    assert not ran.err
    assert "rulebook standard" in ran.out
    assert "case jn-is-alliance-2014" in ran.out


def test_by_name(tmp_path: Path) -> None:
    assert whosays("check", "standard", "jn-is-alliance-2014", cwd=tmp_path).code == 0


def test_a_broken_rule_is_located(tmp_path: Path) -> None:
    file = tmp_path / "house.yaml"
    text = (
        "rulebook: house\nrules:\n  - {id: a, title: A, when: [{clam: {as: $c}}],\n"
        "     then: [{supports: $c, strength: weak, because: so it is}]}\n"
    )
    file.write_text(text, encoding="utf-8")
    ran = whosays("check", file)
    refused(ran, "unknown-kind")
    assert f"{file}:3:31" in ran.err
    assert 'did you mean "claim"?' in ran.err


def test_warnings_fail_only_when_strict(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("case: a\ntitle: A\nas_of: 2020\nfacts:\n  - claim: {id: c, text: It is.}\n", encoding="utf-8")
    assert whosays("check", file).code == 0
    ran = whosays("check", file, "--strict")
    assert ran.code == 1
    assert "warning[claim-unreported]" in ran.err


def imported_by(*paths: str, cwd: Path) -> set[str]:
    """The packages that a real process has imported when it has checked these paths."""
    script = (
        "import sys\n"
        "from whosays.cli import main\n"
        f"try:\n    main(['check', *{list(paths)!r}])\n"
        "except SystemExit as end:\n    code = end.code\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=cwd, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return set(done.stdout.decode().splitlines()[-1].split())


HEAVY = {"numpy", "rich", "duckdb", "durable", "durable_rules_engine", "sqlglot"}


def test_a_rulebook_needs_neither_numpy_nor_a_matcher_nor_pydantic(tmp_path: Path) -> None:
    assert not imported_by("standard", cwd=tmp_path) & {*HEAVY, "pydantic", "pydantic_core"}


def test_a_case_needs_neither_numpy_nor_a_matcher(tmp_path: Path) -> None:
    assert not imported_by("standard", "jn-is-alliance-2014", cwd=tmp_path) & HEAVY


def test_every_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telling a rulebook from a case takes a look at its text, not a second reading."""
    read: list[str] = []
    file = tmp_path / "house.yaml"
    file.write_text("rulebook: house\nrules: []\n", encoding="utf-8")
    take = read_rulebook.read_yaml
    monkeypatch.setattr(
        read_rulebook, "read_yaml", lambda source, *more: read.append(str(source)) or take(source, *more)
    )
    check(str(file))
    assert read.count(str(file)) == 1


def test_a_case_without_facts_is_said_to_be_right(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("case: a\ntitle: A\nas_of: 2020\nfacts: []\n", encoding="utf-8")
    assert check(str(file)) == (f"{file}: case a, 0 facts", ())
