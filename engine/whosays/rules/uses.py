"""Where each variable of a rule stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from whosays.problems import Mark
from whosays.rules.syntax import (
    AnyOf,
    Condition,
    CountOf,
    Measure,
    NoneOf,
    Operand,
    Pair,
    Path,
    PathTest,
    Pattern,
    Rule,
    Test,
)


def lonely_variables(rule: Rule) -> dict[str, Mark]:
    """Variables that stand in one place only, so that they ask nothing.

    Inside a negation or count they ask "any"; and a name given by `as` makes each such fact a finding of its own.
    """
    top = {path.variable for path in _all(rule.when, nested=False)} - _aliases(rule.when)
    uses = variable_uses(rule)
    return {
        name: places[0] for name, places in uses.items() if len(places) == 1 and name in top and name not in rule.params
    }


def _aliases(conditions: Iterable[Condition]) -> set[str]:
    found = set()
    for condition in conditions:
        if isinstance(condition, Pattern) and condition.alias is not None:
            found.add(condition.alias.variable)
        elif isinstance(condition, AnyOf):
            found.update(*(_aliases(branch) for branch in condition.branches))
    return found


def condition_variables(conditions: Iterable[Condition], *, nested: bool = True) -> set[str]:
    """The variables of a list of conditions; `nested`: also those inside negations and counts."""
    return {path.variable for path in _all(conditions, nested=nested)}


def variable_uses(rule: Rule) -> dict[str, list[Mark]]:
    """The places of every variable of a rule, in the order written; in prose counts as a use."""
    uses: dict[str, list[Mark]] = defaultdict(list)
    for path in _rule_paths(rule):
        uses[path.variable].append(path.mark)
    return dict(uses)


def _rule_paths(rule: Rule) -> Iterator[Path]:
    yield from _all(rule.when)
    for unless in rule.unless:
        yield from _all(unless.conditions)
    for conclusion in rule.then:
        yield from conclusion.targets
        yield from (conclusion.finding.on if conclusion.finding is not None else ())
        yield from _paths((*conclusion.options.values(), *(operand for _, operand in conclusion.columns)))
        yield from conclusion.because.paths()


def _all(conditions: Iterable[Condition], *, nested: bool = True) -> Iterator[Path]:
    for condition in conditions:
        match condition:
            case Pattern():
                yield from (condition.alias,) if condition.alias is not None else ()
                for field in condition.fields:
                    yield from _tests(field.tests)
            case PathTest():
                yield condition.path
                yield from _tests(condition.tests)
            case NoneOf():
                yield from _all(condition.conditions) if nested else ()
            case AnyOf():
                for branch in condition.branches:
                    yield from _all(branch, nested=nested)
            case CountOf():
                yield from (condition.of, *_all(condition.where)) if nested else ()
                yield from _tests(condition.tests)
                yield from (condition.alias,) if condition.alias is not None else ()
            case Pair():
                yield from (condition.first, condition.second)
            case Measure():
                yield from _paths((*condition.places, *condition.times))
                yield from _tests(condition.tests)


def _tests(tests: Iterable[Test]) -> Iterator[Path]:
    for test in tests:
        yield from _paths(test.operands)


def _paths(operands: Iterable[Operand]) -> Iterator[Path]:
    yield from (operand for operand in operands if isinstance(operand, Path))
