"""Why a rule did not fire: what is told is so, and what is said to be missing makes it fire."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from tests.all_matchers import all_matchers
from tests.cases.founding_case import founding_case
from whosays.argue.clause_text import clause_text, head_text
from whosays.argue.clauses import claused
from whosays.argue.why_not import PartialMatch, WhyNot, rows_about, why_not
from whosays.assessment.assess import Assessment, assess, derive
from whosays.deadline import NO_DEADLINE
from whosays.examples.part import part_with
from whosays.facts.case import Case
from whosays.facts.load import case_from_dict
from whosays.match.choose import Matchers, Only
from whosays.match.matcher import Matcher
from whosays.problems import ProblemsError
from whosays.rules.compile import CompiledRulebook, compile_rulebook
from whosays.rules.grounding import ground
from whosays.rules.load import load_rulebook
from whosays.rules.reader import Reader
from whosays.rules.syntax import FieldTest, Pattern, Rule, Unless

MATCHERS = Matchers()


@cache
def rulebook() -> CompiledRulebook:
    return load_rulebook()


@cache
def founding() -> Assessment:
    return assess(founding_case(), rulebook(), MATCHERS)


def examples() -> Iterator[tuple[Rule, str, Assessment, str]]:
    """Every example of the shipped rules, with each fact that its rule may be asked about."""
    for rule in rulebook().rulebook.rules:
        for example in rule.examples:
            facts = [dict(each) for each in example.given]  # type: ignore[arg-type]
            case = case_from_dict({"case": "example", "title": example.name, "facts": facts})
            yield from ((rule, example.name, assess(case, rulebook(), MATCHERS), fact.id) for fact in case)


def asked(assessment: Assessment, rule: Rule, target: str) -> WhyNot | None:
    """The answer; None where the rule concludes nothing about facts of this kind."""
    try:
        return why_not(assessment, rule.id, [target], MATCHERS)
    except ProblemsError as error:
        if [each.code for each in error.problems] == ["wrong-target"]:
            return None
        raise


@cache
def answers() -> list[tuple[Rule, str, Assessment, str, WhyNot]]:
    found = [(*each, asked(each[2], each[0], each[3])) for each in examples()]
    return [each for each in found if each[4] is not None]  # type: ignore[misc]


PAIRS = [
    ("geographic-impossibility", "pact"),
    ("interested-party", "al-tamimi-attack"),
    ("anonymous-source", "ap"),
    ("unexamined-artefact", "ap-pact"),
    ("no-disinterested-origin", "qalamoun"),
    ("hedged-report", "abu-musafer-pact"),
    ("likely-sign-missing", "qalamoun"),
    ("contrary-event", "qalamoun"),
]


# Rules with an example whose silence no proposal ends: facts would have to go rather than come, several would have to
# be alike, or what is needed is concluded by another rule. Each of the others has a proposal for every silent example.
UNTOLD = {
    "all-denials-interested", "deception-in-the-camp", "denied-on-hearsay-only", "hearsay-only", "interested-party",
    "named-and-disinterested", "no-disinterested-origin", "one-disinterested-origin", "overlap-in-detail",
    "presented-by-an-interested-party", "recycled-story", "same-camp", "same-piece-of-evidence", "same-source-again",
    "says-against-interest", "shows-a-verified-artefact", "timing-fits-motive", "wrong-actor",
}  # fmt: skip


def holds(
    assessment: Assessment, rule: Rule, when: tuple[object, ...], unless: tuple[Unless, ...], target: str
) -> bool:
    """Whether a rule with these conditions concludes something about the target, through the whole of the engine."""
    book = rulebook()
    changed = replace(rule, when=when, unless=unless)  # type: ignore[arg-type]
    # The rules that derive something, and this one: no other can make a difference.
    others = (each for each in book.rulebook.rules if each.id != rule.id)
    rules = (changed, *(each for each in others if any(one.effect == "derive" for one in each.then)))
    compiled = compile_rulebook(Reader(), replace(book.rulebook, rules=rules), book.language, book.numbers)
    assert compiled is not None
    grounded = ground(compiled.program, assessment.case)
    derivation, _ = derive(compiled.program, grounded, MATCHERS, NO_DEADLINE)
    return bool(rows_about(compiled, grounded, derivation, changed, [target]))


def conditions(rule: Rule, places: set[int]) -> tuple[tuple[object, ...], tuple[Unless, ...]]:
    """The clauses at these places as conditions again."""
    when: list[object] = []
    unless: list[Unless] = []
    fields: dict[int, list[FieldTest]] = {}
    clauses = claused(rulebook(), rule).clauses
    for clause in clauses:
        if clause.place in places and clause.owner >= 0:
            fields.setdefault(clause.owner, []).append(clause.part)  # type: ignore[arg-type]
    for clause in clauses:
        if clause.place not in places or clause.owner >= 0:
            continue
        if isinstance(clause.part, Unless):
            unless.append(clause.part)
        elif clause.fact:
            assert isinstance(clause.part, Pattern)
            when.append(replace(clause.part, fields=tuple(fields.get(clause.place, ()))))
        else:
            when.append(clause.part)
    return tuple(when), tuple(unless)


def binds_all(rule: Rule, places: set[int]) -> bool:
    """Whether these clauses give values to all variables that they and the conclusions use, so that they are a rule."""
    clauses = claused(rulebook(), rule)
    kept = [each for each in clauses.clauses if each.place in places]
    bound = frozenset().union(*(each.binds for each in kept)) | set(rule.params)
    wanted = set(clauses.types) | set().union(*(each.needs for each in kept))
    heads = all(clauses.clauses[each.owner].place in places for each in kept if each.owner >= 0)
    return wanted <= bound and heads


def loads(rule: Rule, when: tuple[object, ...], unless: tuple[Unless, ...]) -> bool:
    """Whether these conditions are a rule of their own; a path may begin at what none of them names."""
    return part_with(rulebook(), replace(rule, when=when, unless=unless)) is not None  # type: ignore[arg-type]


def check_marks(assessment: Assessment, rule: Rule, target: str, match: PartialMatch) -> int:
    """The clauses marked PASS hold together, and with any one of the others they do not; how many were compared."""
    passed = {place for place, each in enumerate(match.clauses) if each.holds}
    compared = 0
    if binds_all(rule, passed) and loads(rule, *conditions(rule, passed)):
        assert holds(assessment, rule, *conditions(rule, passed), target), (rule.id, target)
        compared += 1
    failing = [(place, each) for place, each in enumerate(match.clauses) if not each.holds]
    for place, each in failing[:2]:
        if binds_all(rule, passed | {place}) and loads(rule, *conditions(rule, passed | {place})):
            assert not holds(assessment, rule, *conditions(rule, passed | {place}), target), (rule.id, target, each)
            compared += 1
    return compared


@pytest.mark.slow
def test_marks_are_right_on_the_examples() -> None:
    compared = 0
    for rule, _, assessment, target, found in answers():
        if found.matches and len(rule.then) == 1:
            compared += check_marks(assessment, rule, target, found.matches[0])
    assert compared >= 60


@pytest.mark.parametrize(("rule", "target"), PAIRS)
def test_marks_are_right_in_the_founding_case(rule: str, target: str) -> None:
    found = why_not(founding(), rule, [target], MATCHERS)
    assert not found.fired
    assert check_marks(founding(), rulebook().rules[rule], target, found.matches[0])


def fires_after(case: Case, found: WhyNot) -> bool:
    """Whether the rule fires once the missing facts are there; through the whole of the engine, and a new one."""
    assert found.missing is not None
    changed = found.missing.carried_out(case)
    assert changed is not None
    again = why_not(assess(changed.case, rulebook(), Matchers()), found.rule, found.targets)
    return bool(again.fired)


@pytest.mark.slow
def test_what_is_missing_makes_the_rule_fire_on_the_examples() -> None:
    silent = [each for each in answers() if not each[4].fired]
    told = [each for each in silent if each[4].missing is not None]
    assert all(fires_after(assessment.case, found) for _, _, assessment, _, found in told)
    assert {rule.id for rule, _, _, _, found in silent if found.missing is None} == UNTOLD
    assert len(told) > 2 * (len(silent) - len(told))


@pytest.mark.parametrize(("rule", "target"), [each for each in PAIRS if each[0] != "no-disinterested-origin"])
def test_what_is_missing_makes_the_rule_fire_in_the_founding_case(rule: str, target: str) -> None:
    found = why_not(founding(), rule, [target], MATCHERS)
    assert found.missing is not None
    assert fires_after(founding_case(), found)


@pytest.mark.slow
def test_a_rule_that_fired_is_told_so() -> None:
    fired = {rule.id for rule, _, _, _, found in answers() if found.fired}
    with_examples = {rule.id for rule in rulebook().rulebook.rules if any(each.expect for each in rule.examples)}
    assert fired == with_examples


def test_an_undercut_finding_is_told_as_that() -> None:
    found = why_not(founding(), "interested-party", ["abu-musafer-pact"], MATCHERS)
    assert found.fired
    assert all(each.holds < 1 and each.taken for each in found.fired)


def test_an_exception_that_held_is_named_with_its_facts() -> None:
    facts = [
        {"actor": {"id": "front"}},
        {"claim": {"id": "c", "text": "There is a deal."}},
        {"source": {"id": "commander", "affiliation": "front"}},
        {"interest": {"id": "i", "holder": "front", "claim": "c", "gains_if": "believed"}},
        {"report": {"id": "r", "by": "commander", "claim": "c", "discloses": "front"}},
    ]
    case = case_from_dict({"case": "a", "title": "A", "facts": facts})
    found = why_not(assess(case, rulebook(), MATCHERS), "own-interest", ["r"], MATCHERS)
    [failing] = [each for each in found.matches[0].clauses if not each.holds]
    assert failing.clause.startswith("unless the report states the interest openly")
    assert {"r", "i"} <= set(failing.facts)


@pytest.mark.parametrize("matcher", all_matchers(), ids=lambda matcher: matcher.name)
def test_every_matcher_gives_the_same_answer(matcher: Matcher) -> None:
    facts = [dict(each) for each in rulebook().rules["own-interest"].examples[1].given]  # type: ignore[arg-type]
    judged = assess(case_from_dict({"case": "a", "title": "A", "facts": facts}), rulebook(), MATCHERS)
    for rule, target in (("own-interest", "r"), ("interested-party", "r"), ("anonymous-source", "commander")):
        assert why_not(judged, rule, [target], Only(matcher)) == why_not(judged, rule, [target], MATCHERS)


@pytest.mark.parametrize(
    ("rule", "targets", "code", "hint"),
    [
        ("anonymus-source", ["ap"], "unknown-rule", 'did you mean "anonymous-source"?'),
        ("anonymous-source", ["app"], "unknown-fact", 'did you mean "ap"?'),
        ("anonymous-source", ["pact"], "wrong-target", "name a source"),
        ("anonymous-source", ["ap", "ap"], "wrong-target", "name a source"),
    ],
)
def test_what_is_not_there_is_told(rule: str, targets: list[str], code: str, hint: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        why_not(founding(), rule, targets, MATCHERS)
    assert [(each.code, each.hint) for each in caught.value.problems] == [(code, hint)]


def test_clauses_read_as_they_are_written() -> None:
    for rule in rulebook().rulebook.rules:
        for clause in claused(rulebook(), rule).clauses:
            text = head_text(clause.part) if clause.fact and clause.owner < 0 else clause_text(clause.part)
            assert text
            assert "\n" not in text
