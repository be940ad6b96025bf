"""Whether conditions follow from other conditions, by naming their variables anew (theta-subsumption, after Plotkin).

What is found is certain; what is not found may still be so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    Test,
    Value,
)
from whosays.rules.uses import condition_variables

Names = Mapping[str, str]
"""What each variable of the conditions that follow is called in those that they follow from."""

_MOST_STEPS = 2_000  # of a search; rules that need more are left alone


@dataclass(frozen=True, slots=True)
class Side:
    """Conditions, and the values of the parameters that stand in them."""

    conditions: Sequence[Condition]
    params: Mapping[str, Value]

    def outer(self) -> frozenset[str]:
        """The variables that stand outside any negation and count."""
        return frozenset(condition_variables(self.conditions, nested=False))


def implied(
    wanted: Side, given: Side, names: Names | None = None, *, outer: frozenset[str] | None = None
) -> Names | None:
    """Names under which all wanted conditions follow from the given ones, or None.

    `outer` are the variables that the wanted conditions share with what stands around them.
    """
    search = _Search(wanted, given, outer or frozenset())
    return next(search.all(tuple(wanted.conditions), dict(names or {})), None)


class _Search:
    def __init__(self, wanted: Side, given: Side, outer: frozenset[str]) -> None:
        self.wanted, self.given = wanted, given
        self.wanted_outer = wanted.outer() | outer
        self.given_outer = given.outer()
        self.steps = 0

    def all(self, wanted: tuple[Condition, ...], names: Names) -> Iterator[Names]:
        """Every way in which the wanted conditions follow."""
        if not wanted:
            yield names
            return
        for candidate in self.given.conditions:
            self.steps += 1
            if self.steps > _MOST_STEPS:
                return
            for found in self.follows(wanted[0], candidate, names):
                yield from self.all(wanted[1:], found)

    def follows(self, wanted: Condition, given: Condition, names: Names) -> Iterator[Names]:
        """Every way in which one condition follows from another."""
        found: Names | None = None
        if isinstance(wanted, Pattern) and isinstance(given, Pattern):
            yield from self.pattern(wanted, given, names, exact=False)
            return
        if isinstance(wanted, PathTest) and isinstance(given, PathTest):
            found = self.path(wanted.path, given.path, names)
            if found is not None:
                yield from self.tests(wanted.tests, given.tests, found, exact=False)
            return
        found = self.same(wanted, given, names)
        if found is not None:
            yield found

    def pattern(self, wanted: Pattern, given: Pattern, names: Names, *, exact: bool) -> Iterator[Names]:
        if wanted.kind != given.kind or (exact and (wanted.alias is None) != (given.alias is None)):
            return
        found: Names | None = names
        if wanted.alias is not None:
            found = self.path(wanted.alias, given.alias, names) if given.alias is not None else None
        fields = {each.name: each.tests for each in given.fields}
        needed = [(each.tests, fields.get(each.name, ())) for each in wanted.fields]
        if found is None or (exact and {each.name for each in wanted.fields} != fields.keys()):
            return
        yield from self.fields(needed, found, exact=exact)

    def fields(
        self, needed: Sequence[tuple[Sequence[Test], Sequence[Test]]], names: Names, *, exact: bool
    ) -> Iterator[Names]:
        if not needed:
            yield names
            return
        for found in self.tests(*needed[0], names, exact=exact):
            yield from self.fields(needed[1:], found, exact=exact)

    def tests(self, wanted: Sequence[Test], given: Sequence[Test], names: Names, *, exact: bool) -> Iterator[Names]:
        """Every way in which each wanted test follows from one of the given ones; `exact`: is the same as one."""
        if exact and len(wanted) != len(given):
            return
        yield from self.each_test(wanted, given, names, exact=exact)

    def each_test(self, wanted: Sequence[Test], given: Sequence[Test], names: Names, *, exact: bool) -> Iterator[Names]:
        if not wanted:
            yield names
            return
        for candidate in given:
            found = self.test(wanted[0], candidate, names, exact=exact)
            if found is not None:
                yield from self.each_test(wanted[1:], given, found, exact=exact)

    def test(self, wanted: Test, given: Test, names: Names, *, exact: bool) -> Names | None:
        if not exact and wanted.operator == "in" and given.operator in {"is", "in"}:
            known = [self.operand_text(each, self.wanted.params) for each in wanted.operands]
            asked = [self.operand_text(each, self.given.params) for each in given.operands]
            if None not in asked and None not in known:
                return names if set(asked) <= set(known) else None
        if wanted.operator != given.operator or len(wanted.operands) != len(given.operands):
            return None
        found: Names | None = names
        for left, right in zip(wanted.operands, given.operands, strict=True):
            if found is not None:
                found = self.operand(left, right, found)
        return found

    def operand_text(self, operand: Operand, params: Mapping[str, Value]) -> str | None:
        """A written value or parameter as text; None for anything else."""
        if isinstance(operand, Path) and not operand.fields and operand.variable in params:
            operand = params[operand.variable]
        return operand.text if isinstance(operand, Value) else None

    def operand(self, wanted: Operand, given: Operand, names: Names) -> Names | None:
        left, right = self.operand_text(wanted, self.wanted.params), self.operand_text(given, self.given.params)
        if left is not None or right is not None:
            return names if left == right else None
        assert isinstance(wanted, Path)
        assert isinstance(given, Path)
        return self.path(wanted, given, names)

    def path(self, wanted: Path, given: Path, names: Names) -> Names | None:
        if wanted.fields != given.fields:
            return None
        name = names.get(wanted.variable)
        if name is not None:
            return names if name == given.variable else None
        return {**names, wanted.variable: given.variable}

    def same(self, wanted: Condition, given: Condition, names: Names) -> Names | None:
        """Names under which two conditions are the same but for the names; inner ones keep apart from outer ones."""
        found = self.alike(wanted, given, names)
        if found is None:
            return None
        inner = {name: found[name] for name in found.keys() - self.wanted_outer}
        apart = len(set(inner.values())) == len(inner) and not set(inner.values()) & self.given_outer
        outside = {found[name] for name in found.keys() & self.wanted_outer}
        return found if apart and outside <= self.given_outer else None

    def alike(self, wanted: Condition, given: Condition, names: Names) -> Names | None:
        if type(wanted) is not type(given):
            return None
        found: Names | None = names
        match wanted, given:
            case Pattern(), Pattern():
                return next(self.pattern(wanted, given, names, exact=True), None)
            case PathTest(), PathTest():
                found = self.path(wanted.path, given.path, names)
                return self.test_list(wanted.tests, given.tests, found)
            case NoneOf(), NoneOf():
                return self.alike_all(wanted.conditions, given.conditions, names)
            case AnyOf(), AnyOf():
                if len(wanted.branches) != len(given.branches):
                    return None
                for left, right in zip(wanted.branches, given.branches, strict=True):
                    found = self.alike_all(left, right, found) if found is not None else None
                return found
            case CountOf(), CountOf():
                found = self.alike_all(wanted.where, given.where, names)
                found = self.path(wanted.of, given.of, found) if found is not None else None
                if found is not None and wanted.alias is not None and given.alias is not None:
                    found = self.path(wanted.alias, given.alias, found)
                elif (wanted.alias is None) != (given.alias is None):
                    return None
                return self.test_list(wanted.tests, given.tests, found)
            case Pair(), Pair():
                found = self.path(wanted.first, given.first, names)
                return self.path(wanted.second, given.second, found) if found is not None else None
            case Measure(), Measure():
                return self.measure(wanted, given, names)
        return None

    def measure(self, wanted: Measure, given: Measure, names: Names) -> Names | None:
        if wanted.word != given.word:
            return None
        found: Names | None = names
        for left, right in zip((*wanted.places, *wanted.times), (*given.places, *given.times), strict=True):
            found = self.operand(left, right, found) if found is not None else None
        return self.test_list(wanted.tests, given.tests, found)

    def alike_all(self, wanted: Sequence[Condition], given: Sequence[Condition], names: Names) -> Names | None:
        if len(wanted) != len(given):
            return None
        found: Names | None = names
        for left, right in zip(wanted, given, strict=True):
            found = self.alike(left, right, found) if found is not None else None
        return found

    def test_list(self, wanted: Sequence[Test], given: Sequence[Test], names: Names | None) -> Names | None:
        return next(self.tests(wanted, given, names, exact=True), None) if names is not None else None
