"""`whosays test`, as a process."""

from __future__ import annotations

from pathlib import Path

from tests.cli.process import refused, whosays

RULE = """rulebook: house
rules:
  - id: mine
    title: Mine
    when: [{claim: {as: $claim, checkable: false}}]
    then: [{withholds: $claim, of: belief, to: 0.4, because: nobody could check it.}]
    examples:
      - name: a secret
        given: [{claim: {id: c, text: They agreed., checkable: false}}]
        expect: [{withholds: c}]
      - name: no secret
        given: [{claim: {id: c, text: They agreed., checkable: true}}]
        expect: []
"""


def test_all_pass(tmp_path: Path) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(RULE, encoding="utf-8")
    ran = whosays("test", file)
    assert (ran.code, ran.out, ran.err) == (0, f"{file}: 2 of 2 examples pass\n", "")


def test_one_fails(tmp_path: Path) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(RULE.replace("expect: []", "expect: [{withholds: d}]").replace("true", "false"), encoding="utf-8")
    ran = whosays("test", file)
    assert ran.code == 1
    assert ran.out == (
        f"{file}:11:9: mine: no secret\n  expected, but not concluded: withholds d\n"
        f"  concluded, but not expected: withholds c\n{file}: 1 of 2 examples pass\n"
    )


def test_it_cannot_run(tmp_path: Path) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(RULE.replace("{id: c, text", "{id: c, txt"), encoding="utf-8")
    ran = whosays("test", file)
    assert ran.code == 2
    assert "error[unknown-field]" in ran.err
    refused(whosays("test", "nowhere"), "no-rulebook")


def test_a_file_of_a_folder_stands_for_the_folder() -> None:
    ran = whosays("test", "rules/standard/scope.yaml", "rules/standard/geography.yaml")
    assert ran.out.startswith("rules/standard: ")
    assert ran.out.count("examples pass") == 1
    ran = whosays("check", "rules/standard/scope.yaml", "facts/jn-is-alliance-2014/claims.yaml")
    assert ran.code == 0
    assert "facts/jn-is-alliance-2014: case" in ran.out
