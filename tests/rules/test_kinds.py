"""Kinds of facts that a rulebook declares: what they hold, and that rules and verdicts take them like the built-in."""

# ruff: noqa: E501  (a row a construct, to be read across)

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import whosays
from tests.all_matchers import all_matchers
from whosays.assessment.assess import assess
from whosays.explain.report import report_on
from whosays.facts.kinds import kinds
from whosays.facts.load import case_from_dict, read_case_text
from whosays.match.choose import Only
from whosays.problems import ProblemsError, render_problems
from whosays.render.json import render_json
from whosays.render.why_text import render_why
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import load_rulebook, read_compiled

KINDS = """
kinds:
  sighting:
    says: Somebody saw an actor at a place.
    actor: {type: actor or source, required: true, says: who was seen}
    place: place
    at_time: time
    during: period
    metres: number
    sure: {type: flag, default: true}
    how: {type: [eyes, radar], default: eyes}
    words: {type: text, many: true}
    before: {type: sighting, many: true}
    about: {type: claim, many: true}
    thing: fact
    moments: {type: time, many: true}
    stays: {type: period, many: true}
    numbers: {type: number, many: true}
    flags: {type: flag, many: true}
    kinds_of: {type: [a, b], many: true}
    report: report
  weather: {place: place, sky: [clear, cloudy], during: text, stance: [asserts, shouts], copy: text, model_fields: number}
"""
FACTS = """
- actor: {id: a}
- place: {id: town, name: Town, at: [36.0, 37.0]}
- claim: {id: c1, text: One, place: town, during: 2014-11-02}
- claim: {id: c2, text: Two}
- claim: {id: c3, text: Three}
- source: {id: s}
- report: {id: r, claim: c1, by: s}
- sighting: {id: x, actor: a, place: town, during: 2014-11-02, metres: 300.25, words: [he waved, he fell], about: c1, moments: [2014-11, 2013-05-05], stays: [2012, {from: 2014-11-01, to: 2014-11-05}], numbers: [1, 2.5], flags: [true, false], kinds_of: [a, b], thing: town, report: r}
- sighting: {id: y, actor: s, at_time: 2014-11, metres: -2000000000.5, sure: false, how: radar, words: he waved, before: [x], about: [c2, c3], thing: w}
- sighting: {id: z, actor: a, during: {from: 2014-11-01, to: 2014-11-30}, metres: 999999999999, about: c2}
- weather: {id: w, place: town, sky: cloudy, copy: a copy, during: soon, stance: shouts, model_fields: 7}
"""
WHEN: list[tuple[str, str, set[str]]] = [
    ("a reference", "- sighting: {about: $claim, actor: $who}\n- actor: {as: $who}", {"c1", "c2"}),
    ("a default", "- sighting: {about: $claim, how: eyes, sure: true}", {"c1", "c2"}),
    ("a number", "- sighting: {about: $claim, metres: {above: 300, below: 301}}", {"c1"}),
    ("a negative number", "- sighting: {about: $claim, metres: {at_most: -2000000000.5}}", {"c2", "c3"}),
    ("a large number", "- sighting: {about: $claim, metres: {above: 999999999998}}", {"c2"}),
    ("an equal number", "- sighting: {about: $claim, metres: 300.25}", {"c1"}),
    ("a time", "- sighting: {about: $claim, at_time: {before: 2014-12}}", {"c2", "c3"}),
    ("a period", "- sighting: {about: $claim, during: {contains: $claim.during}}", {"c1"}),
    ("a missing time", "- sighting: {about: $claim, at_time: {known: false}}", {"c1", "c2"}),
    ("an item", "- sighting: {about: $claim, words: he fell}", {"c1"}),
    ("no item", "- sighting: {about: $claim, words: {not: he fell}}", {"c2", "c3"}),
    ("a wildcard", "- sighting: {about: $claim, words: {matches: '*WAVED'}}", {"c1", "c2", "c3"}),
    ("a path into it", "- sighting: {about: $claim, before: $other}\n- $other.place: {known: true}", {"c2", "c3"}),
    ("a path through it", "- sighting: {as: $s, about: $claim}\n- $s.before.place.name: Town", {"c2", "c3"}),
    ("none", "- claim: {as: $claim}\n- none: [{sighting: {about: $claim}}]", set()),
    ("none, what is left open", "- claim: {as: $claim}\n- none: [{sighting: {about: $claim, place: $claim.place}}]", set()),
    ("none, left open set aside", "- claim: {as: $claim}\n- none: [{sighting: {about: $claim, place: {known: true}}}]", {"c2", "c3"}),
    ("a count", "- claim: {as: $claim}\n- count: {of: $s, is: 2, where: [{sighting: {as: $s, about: $claim}}]}", {"c2"}),
    ("a count of what is certain", "- claim: {as: $claim}\n- count: {of: $s, is: {at_least: 1}, where: [{sighting: {as: $s, about: $claim, place: $p}}]}", {"c1"}),
    ("any", "- any:\n    - - sighting: {about: $claim, how: radar}\n    - - report: {claim: $claim}", {"c1", "c2", "c3"}),
    ("a pair", "- sighting: {as: $s, about: $claim}\n- sighting: {as: $t, about: $claim}\n- pair: [$s, $t]", {"c2"}),
    ("a distance", "- sighting: {about: $claim, place: $p}\n- distance: {from: $p, to: $claim.place, is: {below: 1 km}}", {"c1"}),
    ("any fact", "- sighting: {about: $claim, thing: $thing}\n- $thing: $claim.place", {"c1"}),
    ("a field that several kinds have", "- sighting: {about: $claim, thing: $t}\n- $t.name: {matches: t*}", {"c1"}),
    ("a field that kinds have with other values", "- sighting: {about: $claim, thing: $t}\n- any:\n    - - $t.stance: shouts\n    - - $t.during: {after: 2013}", {"c2", "c3"}),
    ("an item that is a moment", "- sighting: {about: $claim, moments: {during: 2014-11}}", {"c1"}),
    ("no item that is a moment is so", "- sighting: {about: $claim, moments: {during: 2014-11-02}}", set()),
    ("an item that is a period", "- sighting: {about: $claim, stays: {contains: $claim.during}}", {"c1"}),
    ("an item in a written time", "- sighting: {about: $claim, moments: 2014-11}", {"c1"}),
    ("no item in a written time", "- sighting: {about: $claim, moments: {not: 2013}}", {"c2", "c3"}),
    ("no times", "- sighting: {about: $claim, moments: {known: false}}", {"c2", "c3"}),
    ("some times", "- sighting: {about: $claim, stays: {known: true}}", {"c1"}),
    ("none, no times", "- claim: {as: $claim}\n- none: [{sighting: {about: $claim, stays: {known: false}}}]", {"c1"}),
    ("a number among several", "- sighting: {about: $claim, numbers: {above: 2}}", {"c1"}),
    ("a flag among several", "- sighting: {about: $claim, flags: false}", {"c1"}),
    ("a word among several", "- sighting: {about: $claim, kinds_of: {not: a}}", {"c2", "c3"}),
    ("words that a class has too", "- weather: {sky: cloudy, copy: a copy, model_fields: 7, place: $claim.place}\n- claim: {as: $claim}", {"c1"}),
    ("a relation", "- claim: {as: $claim}\n- seen_by: {sighting: $s, claim: $claim}\n- $s.how: radar", {"c2", "c3"}),
]  # fmt: skip
RULES = """
relations: {{seen_by: {{sighting: sighting, claim: claim}}}}
rules:
  - id: one
    title: One
    when:
{when}
    then: [{{supports: $claim, strength: weak, because: it is seen.}}]
  - id: seen
    title: A row for each
    when: [{{sighting: {{as: $s, about: $claim}}}}]
    then: [{{derive: {{seen_by: {{sighting: $s, claim: $claim}}}}, because: it is so.}}]
"""


def rulebook(folder: Path, rules: str, name: str = "own.yaml") -> CompiledRulebook:
    file = folder / name
    file.write_text("rulebook: own\n" + KINDS + rules, encoding="utf-8")
    compiled, problems = read_compiled(file)
    assert compiled is not None, render_problems(problems)
    return compiled


def a_case(book: CompiledRulebook, facts: str = FACTS) -> whosays.Case:
    case, problems = read_case_text("facts", f"case: a\ntitle: A\nas_of: 2015\nfacts:\n{facts}".encode(), book.kinds)
    assert case is not None, render_problems(problems)
    return case


@pytest.mark.parametrize(("when", "claims"), [row[1:] for row in WHEN], ids=[row[0] for row in WHEN])
def test_conditions(tmp_path: Path, when: str, claims: set[str]) -> None:
    book = rulebook(tmp_path, RULES.format(when="".join(f"      {line}\n" for line in when.splitlines())))
    case = a_case(book)
    for matcher in all_matchers():
        gathered = assess(case, book, Only(matcher)).gathered
        found = {gathered.grounded.fact(each.targets[0]).id for each in gathered.findings}
        assert found == claims, matcher.name


def test_a_fact_of_such_a_kind(tmp_path: Path) -> None:
    case = a_case(rulebook(tmp_path, ""))
    assert [fact.id for fact in case.facts[-4:]] == ["x", "y", "z", "w"]  # after all others, by kind and id
    assert (case["z"].get("how"), case["z"].get("sure"), case["z"].get("place")) == ("eyes", True, None)
    assert case["w"].get("copy") == "a copy"
    assert case["y"].get("words") == ("he waved",)


def test_neither_the_order_of_facts_nor_of_kinds_makes_a_difference(tmp_path: Path) -> None:
    book = rulebook(tmp_path, "")
    first, second = KINDS.index("  sighting:"), KINDS.index("  weather:")
    (tmp_path / "turned.yaml").write_text(
        "rulebook: own\nkinds:\n" + KINDS[second:] + KINDS[first:second], encoding="utf-8"
    )
    turned = load_rulebook(tmp_path / "turned.yaml")
    lines = FACTS.strip().splitlines()
    cases = [a_case(each, "\n".join(facts)) for each in (book, turned) for facts in (lines, lines[::-1])]
    assert len({case.hash for case in cases}) == 1
    assert all([fact.id for fact in case.facts] == [fact.id for fact in cases[0].facts] for case in cases)
    assert turned.digest == book.digest != load_rulebook_without_kinds(tmp_path).digest
    assert assess(cases[0], turned).weighed is not None  # declared alike, so that either reads for the other


def load_rulebook_without_kinds(folder: Path) -> CompiledRulebook:
    (folder / "plain.yaml").write_text("rulebook: own\n", encoding="utf-8")
    return load_rulebook(folder / "plain.yaml")


def test_without_kinds_of_its_own_a_rulebook_has_those_of_the_case_format(tmp_path: Path) -> None:
    assert load_rulebook_without_kinds(tmp_path).kinds is kinds()
    assert load_rulebook("standard").kinds is kinds()


BROKEN = """
- actor: {id: a}
- sighting: {id: x, place: a, metres: far, sure: perhaps, how: ears, colour: red, at_time: {from: 2014}, during: soon}
- sighting: {id: y, actor: nobody, metres: 1e13, words: [""]}
- weather: {id: x}
- weathr: {id: z}
"""


def test_facts_are_checked_like_all_others(tmp_path: Path) -> None:
    book = rulebook(tmp_path, "")
    _, problems = read_case_text("f.yaml", f"case: a\ntitle: A\nfacts:\n{BROKEN}".encode(), book.kinds)
    found = {(each.mark.line, each.code) for each in problems}
    assert found == {
        (6, "missing-field"), (6, "wrong-reference"), (6, "wrong-type"), (6, "unknown-choice"), (6, "unknown-field"),
        (6, "unreadable-time"), (7, "dangling-reference"), (7, "out-of-range"), (7, "empty-field"), (8, "duplicate-id"),
        (9, "unknown-kind"),
    }  # fmt: skip
    (unknown,) = (each for each in problems if each.code == "unknown-kind")
    assert unknown.hint == 'did you mean "weather"?'


def test_without_the_rulebook_an_unknown_kind_hints_at_it() -> None:
    _, problems = read_case_text("f.yaml", b"case: a\ntitle: A\nfacts:\n- sighting: {id: x}\n")
    (unknown,) = (each for each in problems if each.code == "unknown-kind")
    assert "a kind that a rulebook declares is read with that rulebook (-r)" in unknown.hint


def test_a_case_read_with_other_kinds_is_refused(tmp_path: Path) -> None:
    book = rulebook(tmp_path, "")
    case = a_case(book)
    with pytest.raises(ProblemsError) as caught:
        whosays.assess(case, "standard")
    assert [each.code for each in caught.value.problems] == ["other-kind", "other-kind"]
    (tmp_path / "other.yaml").write_text(
        "rulebook: other\nkinds: {sighting: {actor: actor}, weather: {}}\n", encoding="utf-8"
    )
    with pytest.raises(ProblemsError, match="other-kind"):
        whosays.assess(case, tmp_path / "other.yaml")


STATED = """
rules:
  - id: seen-there
    title: Somebody was seen there
    when: [{sighting: {as: $sighting, about: $claim}}]
    then: [{supports: $claim, strength: strong, because: $sighting.actor was seen at $sighting.place ($sighting.how).}]
  - id: radar-errs
    title: A radar errs
    when: [{sighting: {as: $sighting, how: radar}}]
    then: [{undercuts: $sighting, by: strong, because: a radar errs.}]
  - id: seen-later
    title: Who was seen before is weighed as far as the sighting is believed
    when: [{sighting: {as: $later, before: $first}}]
    then: [{undercuts: {finding: seen-there, on: $first}, by: $later, because: it was seen again.}]
"""


def judged(book: CompiledRulebook, facts: str) -> dict[str, Any]:
    case = a_case(book, facts)
    texts = []
    for matcher in all_matchers():
        report = report_on(case, book, Only(matcher))
        texts.append(
            (render_json(report).replace(matcher.name, ""), *(render_why(report, each) for each in report.by_claim))
        )
    assert all(each == texts[0] for each in texts)
    return {
        "belief": {claim: verdict.weighed.belief for claim, verdict in report.by_claim.items()},
        "why": texts[0][1:],
    }


def test_a_verdict_rests_on_such_facts_and_tells_them(tmp_path: Path) -> None:
    book = rulebook(tmp_path, STATED)
    base = "- actor: {id: a, name: The guard}\n- claim: {id: c, text: One}\n- source: {id: s, reliability: F}\n- report: {id: r, claim: c, by: s, stance: doubts}\n"
    undisputed = judged(book, base + "- sighting: {id: x, actor: a, about: c}\n")
    stated = judged(book, base + "- sighting: {id: x, actor: a, about: c, report: r}\n")
    by_radar = judged(book, base + "- sighting: {id: x, actor: a, about: c, how: radar}\n")
    undone = judged(book, base + "- sighting: {id: x, actor: a, about: c}\n- sighting: {id: y, actor: a, before: x}\n")
    assert undisputed["belief"]["c"] > stated["belief"]["c"] > 0  # it weighs as the report that states it
    assert undisputed["belief"]["c"] > by_radar["belief"]["c"] > 0
    assert undone["belief"]["c"] == 0
    (why,) = undisputed["why"]
    assert "The guard was seen at not stated (eyes)" in why
    assert "fact x (sighting, facts:" in why


def test_two_findings_on_one_such_fact_are_not_two(tmp_path: Path) -> None:
    twice = STATED + STATED.partition("rules:\n")[2].partition("  - id: radar")[0].replace(
        "seen-there", "again"
    ).replace("title: Somebody", "title: Again somebody")
    base = "- actor: {id: a}\n- claim: {id: c, text: One}\n- sighting: {id: x, actor: a, about: c}\n"
    once = judged(rulebook(tmp_path, STATED), base)
    assert judged(rulebook(tmp_path, twice), base)["belief"] == once["belief"]


def test_a_house_rulebook_has_the_kinds_of_those_it_extends(tmp_path: Path) -> None:
    rulebook(tmp_path, STATED)
    (tmp_path / "house.yaml").write_text(
        "rulebook: house\nextends: own.yaml\nkinds: {rumour: {of: sighting}}\n", encoding="utf-8"
    )
    house = load_rulebook(tmp_path / "house.yaml")
    assert {"sighting", "weather", "rumour"} == house.kinds.keys() - kinds().keys()
    data = {"case": "a", "title": "A", "facts": [{"rumour": {"id": "x"}}]}
    assert case_from_dict(data, kinds=house.kinds)["x"].kind == "rumour"
    assert len(whosays.assess(data, house)) == 0


def test_one_of_several_times_is_later_than_the_date_of_judging(tmp_path: Path) -> None:
    book = rulebook(tmp_path, "")
    text = "case: a\ntitle: A\nas_of: 2015\nfacts:\n- actor: {id: a}\n- sighting: {id: x, actor: a, moments: [2014, 2016]}\n"
    case, problems = read_case_text("f.yaml", text.encode(), book.kinds)
    assert case is not None
    assert [each.code for each in problems] == ["later-than-as-of"]


def test_several_times_are_told(tmp_path: Path) -> None:
    book = rulebook(
        tmp_path,
        """
rules:
  - id: stays
    title: It stayed
    when: [{sighting: {as: $s, about: $claim}}]
    then: [{supports: $claim, strength: weak, because: seen $s.moments and $s.stays.}]
""",
    )
    base = "- actor: {id: a}\n- claim: {id: c, text: One}\n- sighting: {id: x, actor: a, about: c, moments: [2014, 2013], stays: {from: 2012}}\n"
    (why,) = judged(book, base)["why"]
    assert "seen 2014 and 2013 and from 2012" in why
