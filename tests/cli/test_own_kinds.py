"""A case with facts of a kind that its rulebook declares, through the commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.process import refused, whosays

BOOK = """
rulebook: own
kinds: {sighting: {actor: {type: actor, required: true}, about: claim, report: report}}
rules:
  - id: seen
    title: Somebody was seen
    when: [{sighting: {as: $sighting, about: $claim}}]
    then: [{supports: $claim, strength: strong, because: $sighting.actor was seen.}]
"""
CASE = """
case: a
title: A
as_of: 2015
facts:
  - actor: {id: guard, name: The guard}
  - document: {id: paper}
  - claim: {id: c, text: It was there.}
  - source: {id: s}
  - report: {id: r, claim: c, by: s}
  - sighting: {id: x, actor: guard, about: c, seen_in: {document: paper, quote: There he was.}}
"""


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> tuple[Path, Path]:
    book, case = tmp_path / "own.yaml", tmp_path / "case.yaml"
    book.write_text(BOOK, encoding="utf-8")
    case.write_text(CASE, encoding="utf-8")
    return book, case


def test_assess_and_why_read_the_case_with_the_rulebook(files: tuple[Path, Path]) -> None:
    book, case = files
    assert whosays("assess", case, "-r", book).code == 0
    ran = whosays("why", case, "c", "-r", book)
    assert ran.code == 0
    assert "The guard was seen [seen]" in ran.out
    assert "fact x (sighting," in ran.out
    assert "There he was." in ran.out
    assert whosays("why", "-", "c", "-r", book, stdin=CASE.encode()).code == 0


def test_check_needs_the_rulebook(files: tuple[Path, Path]) -> None:
    book, case = files
    assert whosays("check", book).code == 0
    ran = whosays("check", case, "-r", book)
    assert ran.code == 0
    assert "case a, 6 facts" in ran.out
    refused(whosays("check", case), "unknown-kind")
    refused(whosays("assess", case), "unknown-kind")
    assert "with that rulebook (-r)" in whosays("check", case).err
    refused(whosays("check", case, "-r", "nowhere"), "no-rulebook")


def test_a_fact_of_such_a_kind_is_checked(files: tuple[Path, Path]) -> None:
    book, case = files
    case.write_text(CASE.replace("actor: guard, about", "about"), encoding="utf-8")
    ran = whosays("check", case, "-r", book)
    refused(ran, "missing-field")
    assert f"{case}:11:5" in ran.err
