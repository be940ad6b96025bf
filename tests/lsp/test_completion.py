"""What is offered, in texts whose line under the cursor is mostly no YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lsp.marked_text import offered
from whosays.facts.kinds import kinds
from whosays.rules.syntax import EFFECTS, TESTS

RULE = """\
rulebook: house
extends: standard
params: {far: 100 km}
relations:
  heard_from: {report: report, first: report, says: $report goes back to $first}
rules:
  - id: near
    title: Near
    params: {least: 2}
    when:
      - interest: {as: $interest, claim: $claim}
      - report: {as: $report, claim: $claim}
      - count: {of: $voice, as: $voices, where: [{report: {claim: $claim, by: $voice}}]}
      - @when
    then:
      - @then
  - id: other
    title: Other
    when: [{source: {as: $other}}]
    then: [{discounts: $other, by: slight, because: so.}]
"""
GOOD = RULE.replace("      - @when\n", "").replace("@then", "raises: $report\n        because: so.")
HEAD = "case: c\ntitle: C\nfacts:\n"
CASE = (
    HEAD
    + """\
  - actor: {id: guard, name: the Guard}
  - actor: {id: army}
  - source: {id: officer, affiliation: guard}
  - claim: {id: gone, text: The bridge is gone.}
  - report: {id: says, claim: gone, by: officer}
"""
)


def when(text: str) -> dict[str, str]:
    return offered(Path("/none/house.yaml"), RULE.replace("@when", text).replace("@then", "x: 1"), GOOD)


def then(text: str) -> dict[str, str]:
    marked = RULE.replace("      - @when\n", "").replace("@then", text.replace("\n", "\n        "))
    return offered(Path("/none/house.yaml"), marked, GOOD)


def case(text: str) -> dict[str, str]:
    return offered(Path("/none/case.yaml"), CASE + text, CASE)


@pytest.mark.parametrize(
    ("text", "has", "has_not"),
    [
        (
            "rep|",
            {"report", "claim", "none", "any", "count", "pair", "distance", "heard_from", "in_camp"},
            {"by", "as"},
        ),
        ("{|", {"report", "heard_from", "none", "$report"}, {"by"}),
        ("none: [{cl|", {"claim", "none", "heard_from"}, {"text"}),
        ("any: [[{cl|", {"claim", "none", "heard_from"}, {"text"}),
        ("count: {of: $x, |", {"is", "as", "where"}, {"of", "report"}),
        ("distance: {|", {"from", "to", "is"}, {"report"}),
        ("distance: {from: |", {"$report", "$claim"}, {"$voices", "$least"}),
        ("pair: [|", {"$report", "$interest"}, {"$voices"}),
        ("report: {|", {"as", "by", "basis", "stance", "published"}, {"id", "seen_in", "note", "holder"}),
        ("report: {as: $r, stance: denies, |", {"by", "basis"}, {"as", "stance"}),
        ("heard_from: {|", {"report", "first"}, {"as", "by"}),
        ("report: {basis: |", {"hearsay", "firsthand"}, {"asserts", "above", "before"}),
        ("report: {basis: {|", {"is", "not", "in", "not_in", "known", "matches"}, {"above", "before", "hearsay"}),
        ("report: {published: {|", {"before", "after", "during", "overlaps"}, {"above", "matches"}),
        ("report: {details: {|", {"contains", "matches"}, {"before", "at_least"}),
        ("expectation: {surely: {|", {"at_least", "below", "is"}, {"before", "matches"}),
        ("report: {basis: {in: [|", {"hearsay", "firsthand"}, {"is"}),
        ("report: {basis: {known: |", {"true", "false"}, {"hearsay"}),
        ("report: {hedged: |", {"true", "false"}, {"hearsay"}),
        ("report: {claim: $|", {"$claim", "$interest", "$report", "$voice"}, {"$other"}),
        ("report: {published: {after: $report.|", {"published", "by", "claim"}, {"holder", "reliability"}),
        ("report: {by: $report.by.|", {"affiliation", "reliability", "located_at"}, {"stance"}),
        ("$interest.|", {"holder", "gains_if"}, {"by"}),
        ("$report.by.reliability: [|", {"A", "F"}, {"hearsay"}),
    ],
)
def test_conditions(text: str, has: set[str], has_not: set[str]) -> None:
    for whole in (text, text + "\n        "):  # with the rest of the text below, and with a line between
        found = when(whole).keys()
        assert has <= found
        assert not has_not & found


@pytest.mark.parametrize(
    ("text", "has", "has_not"),
    [
        ("|", set(EFFECTS), {"by", "because"}),
        ("discounts: $report\n|", {"by", "because"}, {"strength", "supports", "discounts"}),
        ("discounts: |", {"$report", "$interest"}, {"$voices", "$voice", "$other", "$least"}),
        ("discounts: $report.|", {"by", "claim"}, {"holder"}),
        ("discounts: $report\nby: |", {"slight", "moderate", "strong", "total", "$least", "$far"}, {"weak", "$voices"}),
        ("supports: $claim\nstrength: |", {"weak", "very-strong", "$least"}, {"slight"}),
        ("withholds: $claim\nof: |", {"belief", "disbelief"}, {"weak"}),
        ("base_rate: $claim\nhits: |", {"$voices"}, {"$claim"}),
        ("derive: {|", {"heard_from", "in_camp", "rests_on"}, {"report"}),
        ("derive: {heard_from: {report: $report, |", {"first"}, {"report"}),
        ("derive: {heard_from: {first: |", {"$report"}, {"$voices"}),
        ("undercuts: {|", {"finding", "on"}, {"by"}),
        ("undercuts: {finding: |", {"near", "other", "anonymous-source"}, {"$report"}),
        ("because: as $|", {"$report", "$claim", "$least", "$far", "$voices"}, {"$voice"}),
        ("because: as $report.b|", {"by", "published"}, {"$report"}),
        ("because: the rep|", set(), {"report", "$report", "repeats"}),
    ],
)
def test_conclusions(text: str, has: set[str], has_not: set[str]) -> None:
    found = then(text).keys()
    assert has <= found
    assert not has_not & found


@pytest.mark.parametrize(
    ("marked", "has", "has_not"),
    [
        ("rulebook: h\n|", {"extends", "adjust", "rules", "params"}, {"rulebook", "when"}),
        ("rulebook: h\nextends: |", {"standard"}, {"numbers"}),
        ("rulebook: h\nextends: standard\nadjust: {|", {"anonymous-source", "recycled-story"}, set()),
        ("rulebook: h\nextends: standard\nadjust:\n  anon|", {"anonymous-source", "recycled-story"}, set()),
        ("rulebook: h\nextends: standard\nadjust:\n  anonymous-source: {|", {"disabled", "by", "unless"}, {"when"}),
        ("rulebook: h\nextends: standard\nadjust:\n  anonymous-source:\n    by: |", {"slight", "total"}, {"weak"}),
        ("rulebook: h\nextends: standard\nadjust:\n  overlap-in-detail: {params: {|", {"details"}, {"disabled"}),
        (
            "rulebook: h\nextends: standard\nadjust:\n  remote-from-events:\n    unless:\n      here:\n        - $|",
            {"$source"},
            set(),
        ),
        ("rulebook: h\nnumbers: {|", {"letters", "strengths"}, set()),
        ("rulebook: h\nnumbers: {strengths: {|", {"weak", "decisive"}, {"slight"}),
        ("rulebook: h\nrules:\n  - id: x\n    |", {"title", "when", "then", "unless"}, {"id", "extends"}),
        ("rulebook: h\nrules:\n  - id: x\n    status: |", {"stable", "deprecated"}, set()),
        ("rulebook: h\nrelations:\n  r: {a: |", {"report", "fact", "time"}, {"says"}),
        ("rulebook: h\nrules:\n  - id: x\n    examples:\n      - |", {"name", "given", "expect"}, {"id"}),
        ("rulebook: h\nrules:\n  - id: x\n    examples:\n      - given: [{|", {"claim", "report"}, {"given"}),
        ("rulebook: h\nrules:\n  - id: x\n    examples:\n      - expect: [{|", {"discounts"}, {"given"}),
        ("|", {"rulebook", "case"}, {"rules"}),
        ("services:\n  x: |", set(), {"rulebook", "case"}),
    ],
)
def test_the_rest_of_a_rulebook(marked: str, has: set[str], has_not: set[str]) -> None:
    found = offered(Path("/none/house.yaml"), marked).keys()
    assert has <= found
    assert not has_not & found
    assert has or not found


@pytest.mark.parametrize(
    ("text", "has", "has_not"),
    [
        ("  - |", set(kinds()), {"id", "facts"}),
        ("  - report: {|", {"id", "claim", "by", "basis", "seen_in"}, {"holder"}),
        ("  - report:\n      id: x\n      |", {"claim", "by"}, {"id", "holder"}),
        ("  - report:\n      claim: |", {"gone"}, {"guard", "says"}),
        ("  - report: {id: x, claim: gone, by: |", {"officer"}, {"guard", "gone"}),
        ("  - report: {cites: [says, |", {"says"}, {"gone"}),
        ("  - source: {affiliation: |", {"guard", "army"}, {"officer"}),
        ("  - claim: {about: |", {"guard", "officer", "says"}, {"asserts"}),
        ("  - report: {stance: |", {"asserts", "denies", "doubts"}, {"gone"}),
        ("  - report: {hedged: |", {"true", "false"}, {"gone"}),
        ("  - report: {seen_in: {|", {"document", "quote"}, {"claim"}),
        ("  - control: {during: {|", {"from", "to"}, {"actor"}),
        ("  - claim: {text: The |", set(), {"gone"}),
        ("|", {"as_of", "question"}, {"report"}),
    ],
)
def test_cases(text: str, has: set[str], has_not: set[str]) -> None:
    found = case(text).keys()
    assert has <= found
    assert not has_not & found


def test_what_is_put_in() -> None:
    assert when("rep|")["report"] == "report: "
    assert when("rep|: {}")["report"] == "report"
    assert when("report: {basis: hea|")["hearsay"] == "hearsay"
    assert when("report: {published: {after: $report.publ|")["published"] == "published"


def test_a_bracket_that_is_never_closed_spoils_only_its_own_lines() -> None:
    marked = RULE.replace("@when", "report: {as: $lost").replace("@then", "discounts: |")
    assert "$report" in offered(Path("/none/house.yaml"), marked, GOOD)


def test_ids_of_the_other_files_of_a_case(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("case: c\ntitle: C\n", encoding="utf-8")
    (tmp_path / "actors.yaml").write_text("- actor: {id: guard}\n", encoding="utf-8")
    assert "guard" in offered(tmp_path / "reports.yaml", "- source: {id: s, affiliation: |\n")


def test_every_test_word_is_offered_somewhere() -> None:
    fields = ("published", "details", "basis", "hedged")
    found = {word for field in fields for word in when(f"report: {{{field}: {{|")} | when(
        "expectation: {surely: {|"
    ).keys()
    assert set(TESTS) <= found


OWN = """\
rulebook: desk
kinds:
  sighting:
    says: somebody was seen
    actor: {type: actor, required: true}
    how: [eye, camera]
    @field
scenarios:
  nobody:
    - claim: {id: c, text: They met.}
  seen:
    - sighting: {id: s, @fact}
rules:
  - id: was-seen
    title: Seen
    when:
      - sighting: {as: $seen, actor: $actor}
      - claim: {as: $claim, during: $then, place: $there}
      - @when
    then: [{supports: $claim, strength: weak, because: so.}]
    examples:
      - {name: a, given: [seen, @given], expect: []}
"""
FILLED = {"@field": "sure: flag", "@fact": "name: x", "@when": "pair: [$seen, $claim]", "@given": "nobody"}


def filled(*but: str) -> str:
    text = OWN
    for place in FILLED.keys() - {*but}:
        text = text.replace(place, FILLED[place])
    return text


def own(place: str, text: str) -> dict[str, str]:
    return offered(Path("/none/desk.yaml"), filled(place).replace(place, text), filled())


def test_declared_kinds_and_scenarios() -> None:
    assert own("@when", "s|").keys() >= {"sighting", "source"}
    assert own("@when", "sighting: {|}").keys() >= {"as", "actor", "how"}
    assert own("@when", "sighting: {how: |}").keys() >= {"eye", "camera"}
    assert "how" in own("@when", "$seen.|")
    assert own("@fact", "|").keys() >= {"actor", "how"}
    assert own("@fact", "how: |").keys() >= {"eye", "camera"}
    assert own("@given", "|").keys() >= {"nobody", "seen"}
    assert own("@given", "{sighting: {|}}").keys() >= {"actor", "how"}
    assert own("@field", "who: |").keys() >= {"actor", "sighting", "text", "time", "flag"}
    assert own("@field", "who: {|}").keys() >= {"type", "many", "required", "default", "says"}


@pytest.mark.parametrize(
    ("measure", "keys", "end", "variable", "other"),
    [
        ("distance", {"from", "to", "is"}, "from", "$there", "$then"),
        ("travel", {"from", "to", "leaving", "arriving", "is"}, "leaving", "$then", ""),  # a place can lead to a time
        ("travel", {"from", "to", "leaving", "arriving", "is"}, "to", "$there", "$then"),
        ("elapsed", {"from", "to", "is"}, "from", "$then", ""),
    ],
)
def test_measures(measure: str, keys: set[str], end: str, variable: str, other: str) -> None:
    assert own("@when", f"{measure}: {{|}}").keys() == keys
    assert own("@when", f"{measure}: {{is: {{|}}}}").keys() == {"above", "below", "at_least", "at_most"}
    assert variable in own("@when", f"{measure}: {{{end}: |}}")
    assert not other or other not in own("@when", f"{measure}: {{{end}: |}}")
