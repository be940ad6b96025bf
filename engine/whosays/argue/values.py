"""What the variables of a match stand for, as it would be written in a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from whosays.argue.clauses import ClausedRule
from whosays.argue.closest import Match
from whosays.explain.wording import listed
from whosays.facts.case import Case
from whosays.facts.vocabulary import Span
from whosays.rules.grounding import GroundedCase
from whosays.rules.lower_tests import UNIT
from whosays.rules.syntax import FieldTest, Operand, Path, Test, Value

NOT_GIVEN = "not given"


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Reads the values of one match."""

    grounded: GroundedCase
    claused: ClausedRule
    match: Match

    @property
    def case(self) -> Case:
        """The case."""
        return self.grounded.case

    def fact(self, variable: str) -> str:
        """The id of the fact that a variable stands for; empty where it has no value."""
        number = self.match.values.get(variable)
        return self.grounded.fact(number).id if number is not None else ""

    def of(self, variable: str) -> Any:
        """The value of a variable as written: an id, a text, a number, a flag, a time; None where there is none."""
        params = self.claused.rule.params
        if variable in params:
            return params[variable].value
        number, type_ = self.match.values.get(variable), self.claused.types.get(variable)
        if number is None or type_ is None:
            return None
        if type_.is_fact:
            return self.grounded.fact(number).id
        match type_.value:
            case "count":
                return number
            case "number":
                return number / UNIT
            case "time":
                return self._written_time(variable)
            case "flag":
                return self.grounded.text(number) == "true"
            case _:
                return self.grounded.text(number)

    def _written_time(self, variable: str) -> Any:
        for clause in self.claused.clauses:
            if isinstance(clause.part, FieldTest) and any(_gives(test, variable) for test in clause.part.tests):
                fact = self.fact(clause.fact)
                value = self.case[fact].get(clause.part.name) if fact else None
                if value is not None:
                    return written(value)
        return None

    def operand(self, operand: Operand) -> Any:
        """The value of a path or a written value; a list where the path leads to several."""
        if isinstance(operand, Value):
            return operand.value
        start = self.of(operand.variable)
        return self.walk(start, operand.fields) if operand.fields else start

    def walk(self, start: Any, fields: tuple[str, ...]) -> Any:
        """What the fields lead to from a fact."""
        found = [start]
        for name in fields:
            facts = [self.case[each] for each in found if isinstance(each, str) and each in self.case]
            values = (fact.get(name) for fact in facts if name in fact.fields)
            found = [item for value in values if value is not None for item in _many(value)]
        return None if not found else written(found[0]) if len(found) == 1 else [written(each) for each in found]

    def shown(self, operand: Operand) -> str:
        """The value of an operand in a few words, or the operand as the author wrote it."""
        value = self.operand(operand)
        return str(operand) if value is None else text_of(value)


def _gives(test: Test, variable: str) -> bool:
    operand = test.operands[0]
    return test.operator == "is" and isinstance(operand, Path) and not operand.fields and operand.variable == variable


def _many(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) and not _is_point(value) else (value,)


def _is_point(value: tuple[Any, ...]) -> bool:
    return bool(value) and all(isinstance(each, float) for each in value)


def written(value: Any) -> Any:
    """A field's value as plain data, as it is written in a case."""
    if isinstance(value, Span):
        ends: Mapping[str, str | None] = {"from": value.from_, "to": value.to}
        return {name: end for name, end in ends.items() if end is not None}
    return [written(each) for each in value] if isinstance(value, tuple) else value


def text_of(value: Any) -> str:
    """A value in a few words."""
    if value is None or value == []:
        return NOT_GIVEN
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        return " ".join(f"{word} {end}" for word, end in value.items())
    return listed(text_of(each) for each in value) if isinstance(value, list) else str(value)
