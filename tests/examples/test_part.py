"""A rule concludes the same from the part of a rulebook that it needs as from the whole of it."""

from __future__ import annotations

import pytest

from tests.all_matchers import fast_matchers
from whosays.examples.part import part_for
from whosays.examples.run import Runner, example_case
from whosays.match.choose import Only
from whosays.match.matcher import Matcher
from whosays.rules.load import load_rulebook
from whosays.rules.syntax import Rule

STANDARD = load_rulebook("standard")
CASES = [example_case(STANDARD, example) for rule in STANDARD.judging for example in rule.examples]


@pytest.mark.parametrize("matcher", fast_matchers()[:1], ids=lambda each: each.name)
@pytest.mark.parametrize("rule", STANDARD.judging, ids=lambda each: each.id)
def test_the_part_concludes_what_the_whole_does_from_its_own_examples(rule: Rule, matcher: Matcher) -> None:
    runner, part = Runner(Only(matcher)), part_for(STANDARD, rule)
    for example in rule.examples:
        case = example_case(STANDARD, example)
        assert runner.conclusions(part, rule.id, case) == runner.conclusions(STANDARD, rule.id, case)


@pytest.mark.slow
@pytest.mark.parametrize("matcher", fast_matchers()[:1], ids=lambda each: each.name)
def test_the_part_concludes_what_the_whole_does_from_examples_of_other_rules(matcher: Matcher) -> None:
    runner = Runner(Only(matcher))
    parts = {rule.id: part_for(STANDARD, rule) for rule in STANDARD.judging}
    for case in CASES[::10]:
        for name, part in parts.items():
            assert runner.conclusions(part, name, case) == runner.conclusions(STANDARD, name, case)


def test_the_part_leaves_most_rules_out() -> None:
    sizes = [len(part_for(STANDARD, rule).rulebook.rules) for rule in STANDARD.judging]
    assert max(sizes) < len(STANDARD.rulebook.rules) / 2
    assert min(sizes) == 1
