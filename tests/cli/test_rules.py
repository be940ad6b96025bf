"""`whosays rules list|show|new`, as a process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.process import refused, whosays
from whosays.examples.run import run_example
from whosays.rules.load import load_rulebook

HOUSE = """rulebook: house
extends: standard
adjust:
  anonymous-source: {disabled: we know who our sources are}
  no-disinterested-origin: {params: {allowed: 0.3}}
  remote-from-events:
    unless:
      it says where it is:
        - $source.located_at: {known: true}
rules:
  - id: mine
    title: Mine
    tags: [own]
    status: test
    when: [{report: {as: $report, basis: hearsay}}]
    then: [{discounts: $report, by: strong, because: so it is}]
# the end
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    file = tmp_path / "house.yaml"
    file.write_text(HOUSE, encoding="utf-8")
    return file


def test_list() -> None:
    ran = whosays("rules", "list")
    lines = ran.out.splitlines()
    rules = load_rulebook("standard").judging
    assert ran.code == 0
    assert lines[0].split() == ["id", "title", "family", "concludes"]
    assert [line.split()[0] for line in lines[1:]] == [rule.id for rule in rules]
    assert ran.err == f"{len(rules)} of {len(rules)} rules\n"
    assert next(line for line in lines if line.startswith("report-on-a-fake ")).endswith("undercuts")


def test_list_chooses(house: Path) -> None:
    for option in (("--tag", "own"), ("--status", "test")):
        lines = whosays("rules", "list", "-r", house, *option).out.splitlines()
        assert [line.split()[0] for line in lines[1:]] == ["mine"]
    lines = whosays("rules", "list", "--family", "motive").out.splitlines()
    assert len(lines) > 1
    assert all(" motive " in line for line in lines[1:])
    assert whosays("rules", "list", "--tag", "none").out == ""
    assert "anonymous-source" not in whosays("rules", "list", "-r", house).out


def test_show(tmp_path: Path) -> None:
    ran = whosays("rules", "show", "reported-presence", cwd=tmp_path)
    assert ran.code == 0
    for piece in (
        "A report of presence weakens an impossibility",
        "- presence: {as: $presence, actor: $actor, place: $seen_at, certainty: stated, during: {overlaps: $when}}",
        "as much as $presence weighs",
        "  near: 25 km",
        "-> undercuts c, q",
        "reads from\n  geographic-impossibility\n  prelude-inside\n",
        "references\n  Pollock 1987",
    ):
        assert piece in ran.out
    assert "read by\n  reported-presence" in whosays("rules", "show", "geographic-impossibility").out
    assert "slight (0.2)" in whosays("rules", "show", "recycled-story").out


def test_show_as_the_house_has_it(house: Path) -> None:
    assert (
        "at most 0.3 (the parameter $allowed)" in whosays("rules", "show", "no-disinterested-origin", "-r", house).out
    )
    shown = whosays("rules", "show", "remote-from-events", "-r", house).out
    assert "unless it says where it is\n  - $source.located_at: {known: true}" in shown
    refused(whosays("rules", "show", "mien", "-r", house), "no-rule")
    ran = whosays("rules", "show", "anonymous-source", "-r", house)
    refused(ran, "no-rule")
    assert "it is disabled: we know who our sources are" in ran.err


def test_new_begins_a_rulebook_whose_examples_pass(tmp_path: Path) -> None:
    for rule in ("first-one", "second-one"):
        assert whosays("rules", "new", rule, cwd=tmp_path).code == 0
    file = tmp_path / "house.yaml"
    rulebook = load_rulebook(file)
    for rule in ("first-one", "second-one"):
        found = rulebook.rules[rule]
        assert [run_example(rulebook, found, example).passed for example in found.examples] == [True, True]
    assert whosays("fmt", "--check", file).code == 0
    assert whosays("check", file).code == 0  # two of these skeletons are alike, of which it warns


def test_new_leaves_what_is_there(house: Path) -> None:
    assert whosays("rules", "new", "added", "-r", house).code == 0
    text = house.read_text(encoding="utf-8")
    before, _, after = HOUSE.partition("# the end")
    assert text.startswith(before + "\n  - id: added\n")
    assert text.endswith("expect: []\n# the end" + after)
    assert "added" in load_rulebook(house).rules


def test_new_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text("rulebook: house\nextends: standard\n", encoding="utf-8")
    assert whosays("rules", "new", "added", "-r", tmp_path).code == 0
    assert (tmp_path / "added.yaml").is_file()
    assert "added" in load_rulebook(tmp_path).rules


def test_new_before_other_keys(tmp_path: Path) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(HOUSE.replace("# the end\n", "\n# sizes\nnumbers:\n  strengths: {weak: 0.4}"), encoding="utf-8")
    assert whosays("rules", "new", "added", "-r", file).code == 0
    assert "expect: []\n\n# sizes\nnumbers:" in file.read_text(encoding="utf-8")
    assert "added" in load_rulebook(file).rules


def test_new_refuses(house: Path, tmp_path: Path) -> None:
    refused(whosays("rules", "new", "Not_One", "-r", house), "bad-id")
    refused(whosays("rules", "new", "mine", "-r", house), "duplicate-id")
    refused(whosays("rules", "new", "recycled-story", "-r", house), "duplicate-id")
    refused(whosays("rules", "new", "a", "-r", tmp_path / "nowhere"), "no-rulebook")
    flow = tmp_path / "flow.yaml"
    flow.write_text("rulebook: f\nextends: standard\nrules: []\n", encoding="utf-8")
    refused(whosays("rules", "new", "a", "-r", flow), "not-added")
    assert house.read_text(encoding="utf-8") == HOUSE
    assert flow.read_text(encoding="utf-8").endswith("rules: []\n")
