"""`whosays check`, as a process."""

from __future__ import annotations

from pathlib import Path

from tests.cli.process import refused, whosays


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


def test_it_needs_neither_numpy_nor_a_matcher(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from whosays.cli import main\n"
        "try:\n    main(['check', 'standard', 'jn-is-alliance-2014'])\n"
        "except SystemExit as end:\n    code = end.code\n"
        "heavy = {'numpy', 'rich', 'duckdb', 'durable_rules_engine'} & set(sys.modules)\n"
        "sys.exit(f'{heavy}' if heavy else code)\n"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr.decode()
