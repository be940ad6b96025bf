"""Checking conditions: every kind, field, variable and comparison is known, and of the right type."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from whosays.facts.times import read_moment
from whosays.facts.timetext import UnreadableTimeError
from whosays.problems import a, short, suggest
from whosays.rules.language import ANY_FACT, COUNT, TIME, Column, Type
from whosays.rules.quantities import QUANTITIES
from whosays.rules.reader import Reader
from whosays.rules.scope import Scope
from whosays.rules.syntax import (
    ORDERINGS,
    TESTS,
    TIME_TESTS,
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

_HINTS = {
    "flag": "write true or false",
    "number": "write a number such as 0.5",
    "count": "write a whole number such as 2",
    "time": "write it like 2014-11-02, 2014-11 or 2014",
}


class ConditionCheck:
    """Checks the conditions of one rule."""

    def __init__(self, reader: Reader, params: Mapping[str, Value], inner: Collection[str] = ()) -> None:
        self.reader = reader
        self.params = params
        self.inner = inner  # variables that stand somewhere inside a none, any or count
        self.meant: set[str] = set()  # variables that were written without their $

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
                            self.wrong(path, type_, ANY_FACT, scope)
                case Measure():
                    self._measure(condition, scope)

    def path(self, path: Path, scope: Scope) -> Type | None:
        """The type of a path, after noting what is unknown in it."""
        found = scope.types.get(path.variable)
        if found is None:
            if path.variable in self.meant:
                return None
            hint = suggest(f"${path.variable}", [f"${name}" for name in (*scope.types, *self.params)], "bound here")
            message = f"${path.variable} is bound by no condition"
            if path.variable in self.inner:
                message = f"${path.variable} is bound only inside a none, a count or a branch of any: not here"
            self.reader.problem("unbound-variable", message, path.mark, hint=hint)
            return None
        for name in path.fields:
            if not found.is_fact:
                message = f"{path} follows a field of {found}, but only facts have fields"
                self.reader.problem("not-a-fact", message, path.mark, hint=f'leave out ".{name}" and what follows it')
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
                self.wrong(operand, found, wanted, scope)
            return
        value = self.params[operand.variable] if isinstance(operand, Path) else operand
        problem = unfit_value(value, wanted, choices)
        if problem:
            hint = suggest(value.text, choices, "one of") if choices else _HINTS.get(wanted.value, "")
            if wanted.is_fact:
                hint = f'name it by a variable: "${value.text}"' if value.text.isidentifier() else "write a variable"
                self.meant.add(value.text)
            self.reader.problem("unfit-value", problem, operand.mark, hint=hint)

    def tests(self, tests: Iterable[Test], column: Column, scope: Scope) -> None:
        """The tests on one column."""
        for test in tests:
            fault = unfit_test(test.operator, column)
            if fault:
                fit = [name for name in TESTS if not unfit_test(name, column)]
                hint = f"tests that go with it: {', '.join(fit)}" if fit else "write a `distance` condition"
                self.reader.problem("unfit-comparison", fault, test.mark, hint=hint)
            elif test.operator == "known":
                operand = test.operands[0]
                if not isinstance(operand, Value) or not isinstance(operand.value, bool):
                    self.reader.problem("unfit-value", '"known" is true or false', test.mark, hint=_HINTS["flag"])
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
            message = f'"{pattern.kind}" is a relation: its rows have no name'
            hint = 'leave "as" out, and name its columns instead'
            self.reader.problem("not-a-fact", message, pattern.alias.mark, hint=hint)
        elif pattern.alias is not None:
            self._meets(pattern.alias, Type(kinds=frozenset({pattern.kind})), scope)
        for field in pattern.fields:
            column = columns.get(field.name)
            if column is None:
                hint = suggest(field.name, columns, "fields")
                self.reader.problem(
                    "unknown-field", f'{a(pattern.kind)} has no field "{short(field.name)}"', field.mark, hint=hint
                )
            else:
                self.tests(field.tests, column, scope)
                if pattern.kind in scope.language.relations:
                    self._always_known(field.tests, f'"{field.name}" of a relation')

    def _always_known(self, tests: Iterable[Test], what: str) -> None:
        for test in tests:
            if test.operator == "known":
                self.reader.problem(
                    "unfit-comparison", f"{what} is always known", test.mark, hint="leave this test out"
                )

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
            hint = f"count a variable that stands under `where`: {', '.join(_named(inner, scope))}"
            self.reader.problem("unbound-variable", message, condition.of.mark, hint=hint)
        elif condition.of.variable in scope.types:
            message = f"{condition.of} is bound outside the count, so there is only one"
            self.reader.problem("bound-outside", message, condition.of.mark, hint="count a variable of its own")
        self.tests(condition.tests, Column("count", COUNT), scope)

    def _measure(self, condition: Measure, scope: Scope) -> None:
        quantity = QUANTITIES[condition.word]
        for path in condition.places:
            self._meets(path, Type(kinds=frozenset({"place"})), scope)
        for time in condition.times:
            self.operand(time, TIME, scope)
        for test in condition.tests:
            operand = test.operands[0]
            value = self.params.get(operand.variable) if isinstance(operand, Path) else operand
            if test.operator not in ORDERINGS:
                message = f'{quantity.name} is not compared by "{test.operator}"'
                hint = f"one of: {', '.join(ORDERINGS)}"
                self.reader.problem("unfit-comparison", message, test.mark, hint=hint)
            elif value is None or quantity.read(value.text) is None:
                message = f"{quantity.name} is compared with {quantity.compared_with}"
                hint = quantity.hint(value.text if value is not None else "")
                self.reader.problem("unfit-value", message, operand.mark, hint=hint)

    def _meets(self, path: Path, wanted: Type, scope: Scope) -> None:
        found = self.path(path, scope)
        if found is not None and not found.meets(wanted):
            self.wrong(path, found, wanted, scope)

    def wrong(self, path: Path, found: Type, wanted: Type, scope: Scope) -> None:
        """Note that a path is of one type where another is needed, with what would fit."""
        fit = [
            f"${name}" for name, type_ in scope.types.items() if type_.is_fact == wanted.is_fact and type_.meets(wanted)
        ]
        hint = f"here is {', '.join(sorted(fit))}" if fit else f"bind {wanted} first, by a condition with `as`"
        self.reader.problem("wrong-type", f"{path} is {found}, but {wanted} is needed here", path.mark, hint=hint)


def _named(inner: Scope, outer: Scope) -> list[str]:
    return [f"${name}" for name in sorted(inner.types.keys() - outer.types.keys())]


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


def unfit_value(value: Value, wanted: Type, choices: tuple[str, ...]) -> str:
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
