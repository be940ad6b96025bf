"""A house rulebook extends another: it disables, changes and adds, and says why."""

from __future__ import annotations

from pathlib import Path

import pytest

import whosays
from whosays.problems import ProblemsError
from whosays.rules.load import load_rulebook

HOUSE = """
rulebook: house
extends: standard
adjust:
  anonymous-source: {disabled: we know who they are}
  interested-party: {by: slight}
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
    assert str(house.rules["interested-party"].then[0].options["by"]) == "slight"
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


REPLACING = """
rulebook: house
extends: standard
rules:
  - id: nowhere-near
    title: The actor was nowhere near
    replaces: geographic-impossibility
    when:
      - requires: {as: $need, claim: $claim, actor: $actor, place: $place, during: $when}
      - absence: {as: $absence, actor: $actor, place: $place, during: {contains: $when}}
    then: [{refutes: $claim, to: 0.7, because: $actor was nowhere near.}]
  - id: anonymous-source
    title: Nobody knows who says so
    replaces: [anonymous-source]
    when: [{source: {as: $source, named: anonymous}}]
    then: [{discounts: $source, by: slight, because: nobody knows who $source is.}]
"""
FACTS = """
case: a
title: A
as_of: 2015
facts:
  - actor: {id: a}
  - place: {id: p, at: [36, 37]}
  - source: {id: s, reliability: A}
  - claim: {id: c, text: a was there}
  - claim: {id: d, text: another}
  - report: {id: r, claim: d, by: s}
  - requires: {id: q, claim: c, actor: a, place: p, during: 2014-11-02}
  - absence: {id: x, actor: a, place: p, during: 2014-11}
"""
SEEN = "  - presence: {id: y, actor: a, place: p, during: 2014-11-02, report: r}\n"


def test_a_rule_takes_the_place_of_another(tmp_path: Path) -> None:
    house = load_rulebook(write(tmp_path, REPLACING))
    assert dict(house.rulebook.disabled) == {
        "geographic-impossibility": "replaced by nowhere-near",
        "anonymous-source": "replaced by anonymous-source of house",
    }
    assert "geographic-impossibility" not in house.rules
    assert house.rules["anonymous-source"].title == "Nobody knows who says so"


def test_what_undercuts_a_rule_undercuts_what_takes_its_place(tmp_path: Path) -> None:
    file = write(tmp_path, REPLACING)
    case = tmp_path / "case.yaml"
    disbelief = []
    for facts in (FACTS, FACTS + SEEN):
        case.write_text(facts, encoding="utf-8")
        disbelief.append(whosays.assess(case, file)["c"].opinion.disbelief)
    assert disbelief[0] >= 0.7 > disbelief[1]


def test_a_replacement_can_be_replaced(tmp_path: Path) -> None:
    write(tmp_path, REPLACING)
    over = tmp_path / "over.yaml"
    text = REPLACING.replace("rulebook: house", "rulebook: over").replace("extends: standard", "extends: house.yaml")
    text = text.replace("id: nowhere-near", "id: far-away").replace("was nowhere near", "was far away")
    over.write_text(text.replace("replaces: geographic-impossibility", "replaces: nowhere-near"), encoding="utf-8")
    compiled = load_rulebook(over)
    assert compiled.rulebook.disabled["geographic-impossibility"] == "replaced by nowhere-near"
    assert compiled.rulebook.disabled["nowhere-near"] == "replaced by far-away"
    aims = {each.finding.rule for rule in compiled.judging for each in rule.then if each.finding is not None}
    assert "far-away" in aims
    assert not aims & {"nowhere-near", "geographic-impossibility"}


def test_what_only_derives_is_not_undercut(tmp_path: Path) -> None:
    start, _, end = REPLACING.partition("    then: [{refutes")
    text = start + "    then: [{derive: {away: {claim: $claim}}, because: it is so.}]" + end[end.index("\n") :]
    compiled = load_rulebook(write(tmp_path, text + "relations: {away: {claim: claim}}\n"))
    assert "reported-presence" in compiled.rules


def test_a_replaced_rule_is_told_under_the_rules_not_applied(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(FACTS, encoding="utf-8")
    result = whosays.assess(case, write(tmp_path, REPLACING))
    assert "not applied: geographic-impossibility (replaced by nowhere-near)" in str(result)
    assert result.to_dict()["rulebook"]["not_applied"]["geographic-impossibility"] == "replaced by nowhere-near"


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
