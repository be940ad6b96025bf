"""The part of a rulebook that one rule needs: enough to run its examples, and many times quicker than all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whosays.problems import Problem
from whosays.rules.check_rules import check_rules
from whosays.rules.compile import CompiledRulebook, compile_rulebook
from whosays.rules.needed import needed_rules
from whosays.rules.reader import Reader
from whosays.rules.syntax import Rule


def part_for(rulebook: CompiledRulebook, rule: Rule) -> CompiledRulebook:
    """The rulebook with this rule and those it depends on. What the rule concludes is the same as in the whole.

    No other rule can add to or take from it: conclusions follow from facts and relations alone.
    """
    part, problems = _compiled(rulebook, rule, Reader())
    assert part is not None, problems  # each part of a rulebook that compiles does so too
    return part


def part_with(rulebook: CompiledRulebook, changed: Rule) -> CompiledRulebook | None:
    """The part for a rule that was changed; None where it does not load any more."""
    reader = Reader()
    # The examples are what it is held against: where it can never meet one it has failed, and is not ill-formed. The
    # other rules have been checked, and may be named as they are: that is what `disabled` allows.
    check_rules(reader, (replace(changed, examples=()),), rulebook.language, rulebook.numbers, rulebook.rules.keys())
    if any(problem.is_error for problem in reader.problems):
        return None
    return _compiled(rulebook, changed, reader)[0]


def _compiled(
    rulebook: CompiledRulebook, rule: Rule, reader: Reader
) -> tuple[CompiledRulebook | None, Sequence[Problem]]:
    rules = (*needed_rules(rulebook.rulebook.rules, rule), rule)
    part = compile_rulebook(reader, replace(rulebook.rulebook, rules=rules), rulebook.language, rulebook.numbers)
    return part, reader.problems
