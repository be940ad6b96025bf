"""The clauses of a rule, and the ways each could be wrong: left out, turned round, looser or tighter by one step.

A clause is named by where it stands: `when/2/stance` is the test on `stance` in the second condition. Order is as
written, so that the same rule gives the same mutants.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from whosays.examples.changes import changes_of_tests
from whosays.problems import Mark
from whosays.rules.syntax import (
    AnyOf,
    Condition,
    CountOf,
    Measure,
    NoneOf,
    PathTest,
    Pattern,
    Rule,
    Value,
)

LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule in which one clause was changed."""

    clause: str
    change: str
    mark: Mark
    rule: Rule


_Conditions = tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """One clause changed: what takes the place of the condition, or the list of conditions, that it stands in."""

    clause: str
    change: str
    mark: Mark
    conditions: _Conditions


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Every way to change one clause of a rule; some of them may not load."""
    change = _Changes(rule.params)
    for each in change.of_list("when", rule.when):
        yield Mutant(each.clause, each.change, each.mark, replace(rule, when=each.conditions))
    for place, exception in enumerate(rule.unless):
        before, after = rule.unless[:place], rule.unless[place + 1 :]
        name = f"unless/{exception.name}"
        yield Mutant(name, LEFT_OUT, exception.mark, replace(rule, unless=before + after))
        for each in change.of_list(name, exception.conditions):
            changed = replace(exception, conditions=each.conditions)
            yield Mutant(each.clause, each.change, each.mark, replace(rule, unless=(*before, changed, *after)))
    for place, conclusion in enumerate(rule.then):
        kept = rule.then[:place] + rule.then[place + 1 :]
        yield Mutant(f"then/{place + 1}", LEFT_OUT, conclusion.mark, replace(rule, then=kept))


@dataclass(frozen=True, slots=True)
class _Changes:
    """Makes changes; `params` are those of the rule."""

    params: Mapping[str, Value]

    def of_list(self, path: str, conditions: _Conditions) -> Iterator[_Change]:
        """Every change of a list of conditions that must all hold."""
        for place, condition in enumerate(conditions):
            before, after = conditions[:place], conditions[place + 1 :]
            name = f"{path}/{place + 1}"
            if len(conditions) > 1:
                yield _Change(name, LEFT_OUT, condition.mark, before + after)
            for each in self._condition(name, condition):
                yield replace(each, conditions=(*before, *each.conditions, *after))

    def _condition(self, path: str, condition: Condition) -> Iterator[_Change]:
        """Every change of one condition but leaving it out."""
        match condition:
            case Pattern():
                yield _Change(path, "turned round", condition.mark, (NoneOf((condition,), condition.mark),))
                yield from self._fields(path, condition)
            case PathTest() | Measure():
                measures = isinstance(condition, Measure)
                for clause, change, mark, tests in changes_of_tests(
                    condition.tests, sizes=self.params if measures else None
                ):
                    if tests:  # with none it would be left out, which is a change of its own
                        yield _Change(f"{path}{clause}", change, mark, (replace(condition, tests=tests),))
            case NoneOf():
                yield _Change(path, "turned round", condition.mark, condition.conditions)
                for each in self.of_list(f"{path}/none", condition.conditions):
                    yield replace(each, conditions=(replace(condition, conditions=each.conditions),))
            case AnyOf():
                yield from self._branches(path, condition)
            case CountOf():
                for clause, change, mark, tests in changes_of_tests(condition.tests):
                    if tests or condition.alias is not None:
                        yield _Change(f"{path}/is{clause}", change, mark, (replace(condition, tests=tests),))
                for each in self.of_list(f"{path}/where", condition.where):
                    yield replace(each, conditions=(replace(condition, where=each.conditions),))
            case _:
                pass  # a pair can only be left out

    def _fields(self, path: str, pattern: Pattern) -> Iterator[_Change]:
        for place, field in enumerate(pattern.fields):
            before, after = pattern.fields[:place], pattern.fields[place + 1 :]
            for clause, change, mark, tests in changes_of_tests(field.tests):
                kept = (replace(field, tests=tests),) if tests else ()
                changed = replace(pattern, fields=(*before, *kept, *after))
                yield _Change(f"{path}/{field.name}{clause}", change, mark, (changed,))

    def _branches(self, path: str, condition: AnyOf) -> Iterator[_Change]:
        for place, branch in enumerate(condition.branches):
            before, after = condition.branches[:place], condition.branches[place + 1 :]
            name = f"{path}/any/{place + 1}"
            if before or after:
                yield _Change(name, LEFT_OUT, branch[0].mark, (replace(condition, branches=before + after),))
            for each in self.of_list(name, branch):
                changed = replace(condition, branches=(*before, each.conditions, *after))
                yield replace(each, conditions=(changed,))
