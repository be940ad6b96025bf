"""A house rulebook extends another: it disables, changes and adds, and says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosays.problems import ProblemsError
from whosays.rules.load import load_rulebook

HOUSE = """
rulebook: house
extends: standard
adjust:
  anonymous-source: {disabled: we know who they are}
  interested-assertion: {by: slight}
  overlap-in-detail: {params: {details: 3}}
  remote-from-events:
    unless:
      the exile has somebody there:
        - $source.located_at: {known: true}
numbers: {strengths: {weak: 0.25}}
rules:
  - id: my-own
    title: One of ours
    when: [{claim: {as: $claim, checkable: false}}]
    then:
      - withholds: $claim
        of: belief
        to: 0.4
        because: nobody could check it.
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "house.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_house_rulebook(tmp_path: Path) -> None:
    house = load_rulebook(write(tmp_path, HOUSE))
    assert dict(house.rulebook.disabled) == {"anonymous-source": "we know who they are"}
    assert "anonymous-source" not in house.rules
    assert "my-own" in house.rules
    assert str(house.rules["interested-assertion"].then[0].options["by"]) == "slight"
    assert house.rules["overlap-in-detail"].params["details"].value == 3
    assert [each.name for each in house.rules["remote-from-events"].unless] == ["the exile has somebody there"]
    assert house.numbers.strengths["weak"] == 0.25
    assert house.digest != load_rulebook("standard").digest


def test_a_rule_may_undercut_one_that_is_disabled(tmp_path: Path) -> None:
    text = "rulebook: house\nextends: standard\nadjust:\n  geographic-impossibility: {disabled: not here}\n"
    assert "reported-presence" in load_rulebook(write(tmp_path, text)).rules


def test_a_rulebook_that_extends_itself(tmp_path: Path) -> None:
    file = write(tmp_path, "rulebook: house\nextends: house.yaml\nrules: []\n")
    with pytest.raises(ProblemsError) as caught:
        load_rulebook(file)
    assert [problem.code for problem in caught.value.problems] == ["extends-cycle"]


def test_the_digest_does_not_see_files_or_order(tmp_path: Path) -> None:
    one = "rulebook: a\nrules:\n{0}{1}"
    first, second = (
        f"  - id: {name}\n    title: {name}\n    when: [{{claim: {{as: $claim}}}}]\n"
        f"    then: [{{supports: $claim, strength: weak, because: it is so}}]\n"
        for name in ("one", "two")
    )
    here = load_rulebook(write(tmp_path, one.format(first, second))).digest
    assert load_rulebook(write(tmp_path, one.format(second, first))).digest == here
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "rulebook.yaml").write_text("rulebook: a\n", encoding="utf-8")
    (folder / "x.yaml").write_text("rules:\n" + second, encoding="utf-8")
    (folder / "y.yaml").write_text("rules:\n" + first, encoding="utf-8")
    assert load_rulebook(folder).digest == here


def test_what_acts_on_a_disabled_rule_is_still_checked(tmp_path: Path) -> None:
    text = """
rulebook: house
extends: standard
adjust: {geographic-impossibility: {disabled: we know better}}
rules:
  - id: undercuts-it
    title: It takes that back
    when: [{presence: {as: $presence}}]
    then: [{undercuts: {finding: geographic-impossibility, on: $nowhere}, by: $presence, because: so it is}]
"""
    with pytest.raises(ProblemsError) as caught:
        load_rulebook(write(tmp_path, text))
    assert [problem.code for problem in caught.value.problems] == ["unbound-variable"]
