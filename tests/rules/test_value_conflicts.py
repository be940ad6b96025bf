"""The rulebook of conflicting values does what its examples say, and each clause is needed."""

from __future__ import annotations

from tests.cli.process import whosays


def test_the_examples_pass_and_need_every_clause() -> None:
    ran = whosays("test", "rules/value-conflicts.yaml", "--mutate", "--fail-over", "0", "--coverage", "--strict")
    assert ran.code == 0, ran.out + ran.err


def test_it_is_found_by_its_name_and_has_nothing_to_warn_of() -> None:
    ran = whosays("check", "rules/value-conflicts.yaml", "--strict")
    assert (ran.code, ran.err) == (0, "")
