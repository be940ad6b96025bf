"""Conditions and conclusions of a rule in plain words; variables stay as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whosays.facts.kinds import kinds
from whosays.problems import a
from whosays.rules.numbers import Numbers
from whosays.rules.syntax import (
    AnyOf,
    Conclusion,
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

_TESTS = {
    "is": "is {}",
    "not": "is something else than {}",
    "in": "is one of {}",
    "not_in": "is something else than {}",
    "above": "is above {}",
    "below": "is below {}",
    "at_least": "is at least {}",
    "at_most": "is at most {}",
    "before": "is over before {} begins",
    "after": "begins after {} is over",
    "overlaps": "overlaps {}",
    "during": "lies within {}",
    "contains": "contains {}",
    "matches": "is of the shape {}",
}


def condition_in_words(condition: Condition) -> str:
    """One condition; empty for one that these words do not reach."""
    match condition:
        case Pattern():
            return _pattern(condition)
        case PathTest():
            return f"{condition.path} {_tests(condition.tests)}"
        case NoneOf():
            return f"there is nothing of which this holds: {_all(condition.conditions)}"
        case AnyOf():
            return "either " + ", or ".join(_all(branch) for branch in condition.branches)
        case CountOf():
            tests = f" {_tests(condition.tests)}" if condition.tests else ""
            alias = f", called {condition.alias}," if condition.alias is not None else ""
            where = _all(condition.where)
            return f"the number of different {condition.of}{alias}{tests}, of which this holds: {where}"
        case Pair():
            return f"{condition.first} and {condition.second} are two, and each pair is taken once"
        case Measure(word="distance"):
            start, end = condition.places
            return f"the distance from {start} to {end} {_tests(condition.tests)}"
        case Measure(word="elapsed"):
            before, after = condition.times
            return f"the time from {before} to {after} {_tests(condition.tests)}"
        case Measure():
            (start, end), (leaving, arriving) = condition.places, condition.times
            return f"the speed needed from {start} at {leaving} to {end} at {arriving} {_tests(condition.tests)}"
    return ""


def conclusion_in_words(rule: Rule, conclusion: Conclusion, numbers: Numbers) -> str:
    """What follows, with the number that its size stands for."""
    target = " and ".join(map(str, conclusion.targets))
    size = {name: _Size(rule, operand) for name, operand in conclusion.options.items()}
    match conclusion.effect:
        case "supports" | "opposes":
            side = "for" if conclusion.effect == "supports" else "against"
            return f"adds evidence {side} {target}: {size['strength'].number(numbers.strengths)}"
        case "discounts":
            return f"takes a share off the weight of {target}: {size['by'].number(numbers.discounts)}"
        case "raises":
            return f"doubles the evidence that {target} starts from"
        case "same_origin":
            return f"ties {target}: the weaker one still adds this share: {size['keeps'].number()}"
        case "refutes" | "confirms":
            what = "disbelief" if conclusion.effect == "refutes" else "belief"
            return f"{what} in {target} is at least {size['to'].number()}"
        case "withholds":
            return f"{size['of'].text} in {target} is at most {size['to'].number()}"
        case "undercuts":
            if conclusion.finding is not None:
                on = " and ".join(map(str, conclusion.finding.on))
                target = f"what {conclusion.finding.rule} finds on {on}"
            return f"takes the ground from {target}: {size['by'].share(numbers.discounts)}"
        case "base_rate":
            return f"{target} starts from {size['hits'].text} in {size['of'].text} earlier cases"
        case "derive":
            columns = ", ".join(f"{name} {operand}" for name, operand in conclusion.columns)
            return f"derives {conclusion.relation}: {columns}"


class _Size:
    """An option: a word or number, or the parameter that stands for it."""

    def __init__(self, rule: Rule, operand: Operand) -> None:
        value = rule.params.get(operand.variable) if isinstance(operand, Path) and not operand.fields else None
        self.text = value.text if value is not None else str(operand)
        self.is_open = isinstance(operand, Path) and value is None
        self.parameter = f", the parameter {operand}" if value is not None else ""

    def number(self, table: Mapping[str, float] | None = None) -> str:
        """The word with its number, or the number."""
        sizes = table or {}
        found = f"{self.text} ({sizes[self.text]:g}{self.parameter})" if self.text in sizes else ""
        return found or (f"{self.text} ({self.parameter[2:]})" if self.parameter else self.text)

    def share(self, table: Mapping[str, float]) -> str:
        """The same, or as much as a fact weighs."""
        return f"as much as {self.text} weighs" if self.is_open else self.number(table)


def _all(conditions: Iterable[Condition]) -> str:
    return " and ".join(condition_in_words(each) or "(see below)" for each in conditions)


def _pattern(pattern: Pattern) -> str:
    if pattern.kind not in kinds():  # a relation, or a kind that a rulebook adds
        return f"{pattern.kind} holds, where " + " and ".join(
            f"{each.name} {_tests(each.tests)}" for each in pattern.fields
        )
    name = f" {pattern.alias}" if pattern.alias is not None else ""
    fields = " and ".join(f"{field.name} {_tests(field.tests)}" for field in pattern.fields)
    return f"there is {a(pattern.kind)}{name}" + (f" whose {fields}" if fields else "")


def _tests(tests: Iterable[Test]) -> str:
    return " and ".join(map(_test, tests))


def _test(test: Test) -> str:
    operands = ", ".join(map(str, test.operands))
    if test.operator == "known":
        return "is known" if operands == "true" else "is not known"
    return _TESTS[test.operator].format(operands)
