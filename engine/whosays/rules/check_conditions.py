"""Checking conditions: every kind, field, variable and comparison is known, and of the right type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from whosays.facts.times import read_moment
from whosays.facts.timetext import UnreadableTimeError
from whosays.problems import Mark, suggest
from whosays.rules.language import COUNT, Column, Type
from whosays.rules.reader import Reader
from whosays.rules.scope import Scope
from whosays.rules.syntax import (
    ORDERINGS,
    TIME_TESTS,
    AnyOf,
    Condition,
    CountOf,
    Distance,
    NoneOf,
    Operand,
    Pair,
    Path,
    PathTest,
    Pattern,
    Test,
    Value,
)

LENGTH = re.compile(r"\d+(\.\d+)? ?(km|m)")


class ConditionCheck:
    """Checks the conditions of one rule."""

    def __init__(self, reader: Reader, params: Mapping[str, Value]) -> None:
        self.reader = reader
        self.params = params

    def conditions(self, conditions: Iterable[Condition], scope: Scope) -> None:
        """All conditions of a list, in the scope that they themselves make."""
        for condition in conditions:
            match condition:
                case Pattern():
                    self._pattern(condition, scope)
                case PathTest():
                    self._path_test(condition, scope)
                case NoneOf():
                    self.conditions(condition.conditions, scope.inside(condition.conditions))
                case AnyOf():
                    for branch in condition.branches:
                        self.conditions(branch, scope.inside(branch))
                case CountOf():
                    self._count(condition, scope)
                case Pair():
                    for path in (condition.first, condition.second):
                        type_ = self.path(path, scope)
                        if type_ is not None and not type_.is_fact:
                            self._wrong(path, type_, "a fact", path.mark)
                case Distance():
                    self._distance(condition, scope)

    def path(self, path: Path, scope: Scope) -> Type | None:
        """The type of a path, after noting what is unknown in it."""
        found = scope.types.get(path.variable)
        if found is None:
            hint = suggest(path.variable, (*scope.types, *self.params), "bound here")
            message = f"${path.variable} is bound by no condition"
            self.reader.problem("unbound-variable", message, path.mark, hint=hint)
            return None
        for name in path.fields:
            if not found.is_fact:
                self.reader.problem(
                    "not-a-fact", f"{path} follows a field of {found}, but only facts have fields", path.mark
                )
                return None
            column = scope.language.field(found, name)
            if column is None:
                hint = suggest(name, scope.language.field_names(found), "fields")
                self.reader.problem("unknown-field", f'{found} has no field "{name}"', path.mark, hint=hint)
                return None
            found = column.type
        return found

    def operand(self, operand: Operand, wanted: Type, scope: Scope, choices: tuple[str, ...] = ()) -> None:
        """Whether an operand can be compared with a column of the wanted type."""
        if isinstance(operand, Path) and not (operand.variable in self.params and operand.variable not in scope.types):
            found = self.path(operand, scope)
            if found is not None and not found.meets(wanted):
                self._wrong(operand, found, str(wanted), operand.mark)
            return
        value = self.params[operand.variable] if isinstance(operand, Path) else operand
        problem = _unfit(value, wanted, choices)
        if problem:
            hint = suggest(value.text, choices, "one of") if choices else ""
            self.reader.problem("unfit-value", problem, operand.mark, hint=hint)

    def tests(self, tests: Iterable[Test], column: Column, scope: Scope) -> None:
        """The tests on one column."""
        for test in tests:
            fault = unfit_test(test.operator, column)
            if fault:
                self.reader.problem("unfit-comparison", fault, test.mark)
            elif test.operator == "known":
                operand = test.operands[0]
                if not isinstance(operand, Value) or not isinstance(operand.value, bool):
                    self.reader.problem("unfit-value", '"known" is true or false', test.mark)
            else:
                choices = () if test.operator == "matches" else column.choices
                for each in test.operands:
                    self.operand(each, column.type, scope, choices)

    def _pattern(self, pattern: Pattern, scope: Scope) -> None:
        columns = scope.language.columns(pattern.kind)
        if columns is None:
            known = (*scope.language.kinds, *scope.language.relations)
            message = f'there is no kind of fact and no relation "{pattern.kind}"'
            self.reader.problem(
                "unknown-kind", message, pattern.mark, hint=suggest(pattern.kind, known, "kinds and relations")
            )
            return
        if pattern.alias is not None and pattern.kind in scope.language.relations:
            self.reader.problem(
                "not-a-fact", f'"{pattern.kind}" is a relation: its rows have no name', pattern.alias.mark
            )
        elif pattern.alias is not None:
            self._meets(pattern.alias, Type(kinds=frozenset({pattern.kind})), scope)
        for field in pattern.fields:
            column = columns.get(field.name)
            if column is None:
                hint = suggest(field.name, columns, "fields")
                self.reader.problem(
                    "unknown-field", f'a {pattern.kind} has no field "{field.name}"', field.mark, hint=hint
                )
            else:
                self.tests(field.tests, column, scope)
                if pattern.kind in scope.language.relations:
                    self._always_known(field.tests, f'"{field.name}" of a relation')

    def _always_known(self, tests: Iterable[Test], what: str) -> None:
        for test in tests:
            if test.operator == "known":
                self.reader.problem("unfit-comparison", f"{what} is always known", test.mark)

    def _path_test(self, condition: PathTest, scope: Scope) -> None:
        path = condition.path
        found = self.path(path, scope)
        if found is None:
            return
        if path.fields:
            owner = scope.type_of(Path(path.variable, path.fields[:-1]))
            column = scope.language.field(owner, path.fields[-1]) if owner is not None else None
            assert column is not None  # self.path has found it
            self.tests(condition.tests, column, scope)
        else:
            self.tests(condition.tests, Column(path.variable, found), scope)
            self._always_known(condition.tests, f"{path}, which is bound,")

    def _count(self, condition: CountOf, scope: Scope) -> None:
        inner = scope.inside(condition.where)
        self.conditions(condition.where, inner)
        if condition.of.variable not in inner.types:
            message = f"{condition.of} is counted, but no condition of the count binds it"
            self.reader.problem("unbound-variable", message, condition.of.mark)
        elif condition.of.variable in scope.types:
            message = f"{condition.of} is bound outside the count, so there is only one"
            self.reader.problem("bound-outside", message, condition.of.mark, hint="count a variable of its own")
        self.tests(condition.tests, Column("count", COUNT), scope)

    def _distance(self, condition: Distance, scope: Scope) -> None:
        for path in (condition.start, condition.end):
            self._meets(path, Type(kinds=frozenset({"place"})), scope)
        for test in condition.tests:
            operand = test.operands[0]
            value = self.params.get(operand.variable) if isinstance(operand, Path) else operand
            if test.operator not in ORDERINGS:
                self.reader.problem("unfit-comparison", f'a distance is not compared by "{test.operator}"', test.mark)
            elif value is None or not LENGTH.fullmatch(value.text):
                self.reader.problem(
                    "unfit-value", "a distance is compared with a length", operand.mark, hint='such as "25 km"'
                )

    def _meets(self, path: Path, wanted: Type, scope: Scope) -> None:
        found = self.path(path, scope)
        if found is not None and not found.meets(wanted):
            self._wrong(path, found, str(wanted), path.mark)

    def _wrong(self, path: Path, found: Type, wanted: str, mark: Mark) -> None:
        self.reader.problem("wrong-type", f"{path} is {found}, but {wanted} is needed here", mark)


def unfit_test(operator: str, column: Column) -> str:
    """Why a comparison does not go with a column; empty if it does."""
    type_ = column.type
    if type_.value in {"point", "length"}:
        return f'"{column.name}" is not compared; use distance'
    if operator in ORDERINGS and type_.value not in {"number", "count"}:
        return f'"{operator}" compares numbers, but "{column.name}" is {type_}'
    if operator in TIME_TESTS and type_.value != "time" and not (operator == "contains" and column.many):
        return f'"{operator}" compares times, but "{column.name}" is {type_}'
    if operator == "matches" and type_.value != "text":
        return f'"matches" compares texts, but "{column.name}" is {type_}'
    return ""


def _unfit(value: Value, wanted: Type, choices: tuple[str, ...]) -> str:
    """Why a written value does not go with a column; empty if it does."""
    number = value.value if isinstance(value.value, int | float) and not isinstance(value.value, bool) else None
    if wanted.is_fact:
        return f'"{value.text}" is a word, but {wanted} is needed here: rules are general and name no fact'
    if wanted.value == "number" and (number is None or not abs(number) < 1e12):
        return f'"{value.text}" is not a number'
    if wanted.value == "count" and not (isinstance(number, int) and 0 <= number < 10**9):
        return f'"{value.text}" is not a whole number'
    if wanted.value == "flag" and not isinstance(value.value, bool):
        return f'"{value.text}" is neither true nor false'
    if wanted.value == "time":
        try:
            read_moment(value.text)
        except UnreadableTimeError as error:
            return str(error)
    if choices and value.text not in choices:
        return f'it is never "{value.text}"'
    return ""
