"""Every shipped rule does what its examples say."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosays.examples.run import run_example, run_examples
from whosays.problems import render_problems
from whosays.rules.load import load_rulebook
from whosays.rules.syntax import Example, Rule

STANDARD = load_rulebook("standard")
OWN_RULES = [rule for rule in STANDARD.rulebook.rules if not rule.id.startswith("prelude-")]
EXAMPLES = [(rule, example) for rule in OWN_RULES for example in rule.examples]


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{rule.id}: {example.name}" for rule, example in EXAMPLES]
)
def test_example(rule: Rule, example: Example) -> None:
    outcome = run_example(STANDARD, rule, example)
    assert outcome.passed, f"missing {outcome.missing}, noisy {outcome.noisy}\n{render_problems(outcome.problems)}"


@pytest.mark.parametrize("rule", OWN_RULES, ids=lambda rule: rule.id)
def test_each_rule_has_an_example_where_it_fires_and_a_rationale(rule: Rule) -> None:
    assert any(example.expect for example in rule.examples)
    assert len(rule.examples) >= 2
    assert rule.rationale or all(conclusion.effect == "derive" for conclusion in rule.then)


def test_there_are_at_least_fifteen_general_rules() -> None:
    assert len(OWN_RULES) >= 15


def test_an_example_that_expects_the_wrong_thing_fails() -> None:
    rule, example = EXAMPLES[0]
    wrong = Example(example.name, example.given, (("supports", "nothing"),), example.mark)
    outcome = run_example(STANDARD, rule, wrong)
    assert not outcome.passed
    assert outcome.missing == (("supports", "nothing"),)
    assert outcome.noisy


def test_what_is_given_must_be_facts(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    text = (
        "rulebook: one\nrules:\n  - id: one\n    title: One\n    when: [{source: {as: $s}}]\n"
        "    then: [{discounts: $s, by: slight, because: so it is}]\n"
        "    examples: [{name: none, given: some facts, expect: []}]\n"
    )
    file.write_text(text, encoding="utf-8")
    [outcome] = run_examples(load_rulebook(file))
    assert not outcome.passed
    assert [problem.code for problem in outcome.problems] == ["not-facts"]
