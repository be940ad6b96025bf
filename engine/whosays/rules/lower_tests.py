"""Lowering paths, operands and the tests on one column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from whosays.rules.body import FACT, ITEM, Body, Without, product
from whosays.rules.language import Column, Language, Type
from whosays.rules.program import Atom, Comparison, Const, Filter, Term, Var
from whosays.rules.readings import left_out, may_be_missing, settled
from whosays.rules.scope import Scope
from whosays.rules.syntax import ORDERINGS, TIME_TESTS, Operand, Path, Test, Value

UNIT = 1_000_000
"""Numbers are compared as whole millionths."""

_SYMBOL = {"above": ">", "below": "<", "at_least": ">=", "at_most": "<="}
CERTAINLY, POSSIBLY = "certainly", "possibly"
OPPOSITE = {CERTAINLY: POSSIBLY, POSSIBLY: CERTAINLY}
"""How a test on an imprecise or missing value is read: a condition must hold in every reading of it, a negation
blocks where it holds in any."""


@dataclass(slots=True)
class Constants:
    """The texts a program mentions; each is the integer of its place."""

    texts: dict[str, int] = field(default_factory=dict)

    def of(self, text: str) -> Const:
        """The constant for a text."""
        return Const(self.texts.setdefault(text, len(self.texts)))


@dataclass(frozen=True, slots=True, eq=False)
class TestLowering:
    """Lowers the tests of one rule. `fresh` gives a new variable; `params` are the rule's own."""

    language: Language
    constants: Constants
    params: Mapping[str, Value]
    fresh: Callable[[], Var]

    def constant(self, value: Value, type_: Type) -> Const:
        """A written value as the integer it is in a column of a type."""
        if type_.value == "number" and not isinstance(value.value, str):
            return Const(round(value.value * UNIT))
        if type_.value == "count" and isinstance(value.value, int):
            return Const(value.value)
        if type_.value == "flag":
            return self.constants.of(str(value.value).lower())
        return self.constants.of(value.text)

    def operand(self, operand: Operand, type_: Type, scope: Scope, mode: str = CERTAINLY) -> list[tuple[Term, Body]]:
        """The term an operand stands for, a pair an alternative."""
        value = self.params.get(operand.variable) if isinstance(operand, Path) and not operand.fields else operand
        if isinstance(operand, Path) and operand.variable in scope.types:
            return list(self.path(operand, scope, mode))
        assert isinstance(value, Value)  # the checker has refused an unknown variable
        return [(self.constant(value, type_), Body())]

    def path(self, path: Path, scope: Scope, mode: str = CERTAINLY) -> Sequence[tuple[Var, Body]]:
        """The variable that holds the end of a path, with the atoms that lead there."""
        found: list[tuple[Var, Type, Body]] = [(Var(path.variable), scope.types[path.variable], Body())]
        for name in path.fields:
            found = [step for start in found for step in self._step(*start, name, mode)]
        return [(term, body) for term, _, body in found]

    def _step(self, start: Var, type_: Type, body: Body, name: str, mode: str) -> list[tuple[Var, Type, Body]]:
        steps: list[tuple[Var, Type, Body]] = []
        kinds = self.language.kinds_with(type_, name)
        for kind in kinds:
            column = self.language.kinds[kind][name]
            # One value a fact: the same path is the same variable. Of many values, each mention means any one of them.
            end = self.fresh() if column.many else Var(f"{start.name}.{name}")
            atom = cell(kind, column, start, end)
            sure = column.required and not column.many and len(kinds) == 1
            unsure = may_be_missing(column)
            step = Body(paths=(atom,)) if sure else Body(atoms=(atom,), unsure=unsure)
            steps.append((end, column.type, body + step))
            if unsure and mode == POSSIBLY:
                steps.append((end, column.type, body + left_out(kind, name, start, [end.name])))
        return steps

    def column(self, column: Column, tests: Iterable[Test], scope: Scope, mode: str) -> list[tuple[Term | None, Body]]:
        """The term for a column's cell and what else must hold; no term where the tests need none of it."""
        found: list[tuple[Term | None, Body]] = [(None, Body())]
        for test in tests:
            found = [more for so_far in found for more in self._test(so_far, column, test, scope, mode)]
        return found

    def _test(
        self, so_far: tuple[Term | None, Body], column: Column, test: Test, scope: Scope, mode: str
    ) -> list[tuple[Term | None, Body]]:
        term, body = so_far
        operator = "is" if test.operator == "contains" and column.type.value != "time" else test.operator
        if operator in {"is", "in"}:
            return [pair for each in test.operands for pair in self._equals(so_far, column.type, each, scope, mode)]
        term = self.fresh() if term is None else term
        return [(term, body + more) for more in self.on_term(term, column.type, test, scope, mode)]

    def _equals(
        self, so_far: tuple[Term | None, Body], type_: Type, operand: Operand, scope: Scope, mode: str
    ) -> list[tuple[Term | None, Body]]:
        term, body = so_far
        options = self.operand(operand, type_, scope, mode)
        if type_.value == "time" and isinstance(options[0][0], Const):
            # A written time is met by any time that lies in it: "2014" by the second of November 2014.
            held = self.fresh() if term is None else term
            return [(held, body + Body(filters=(Filter(f"{mode}_during", (held, option)),))) for option, _ in options]
        if term is None:
            return [(option, body + more) for option, more in options]
        return [(term, body + more + Body(comparisons=(Comparison(term, "=", option),))) for option, more in options]

    def on_term(self, term: Term, type_: Type, test: Test, scope: Scope, mode: str) -> list[Body]:
        """A test on a term that is bound elsewhere."""
        if test.operator in {"not", "not_in"}:
            return product(*(self._differs(term, type_, each, scope, mode) for each in test.operands))
        if test.operator == "known":
            wanted = isinstance(test.operands[0], Value) and test.operands[0].value is True
            return (
                [Body(filters=(Filter("known_time" if wanted else "unknown_time", (term,)),))]
                if type_.value == "time"
                else [Body()]
            )
        if test.operator in {"is", "in"}:
            found = (self._equals((term, Body()), type_, each, scope, mode) for each in test.operands)
            return [body for pairs in found for _, body in pairs]
        bodies = []
        for option, body in self.operand(test.operands[0], type_, scope, mode):
            if test.operator in ORDERINGS:
                more = Body(comparisons=(Comparison(term, _SYMBOL[test.operator], option),))  # type: ignore[arg-type]
            elif test.operator in TIME_TESTS:
                more = Body(filters=(Filter(f"{mode}_{test.operator}", (term, option)),))
            else:
                more = Body(filters=(Filter("matches", (term, option)),))
            bodies.append(body + more)
        return bodies

    def _differs(self, term: Term, type_: Type, operand: Operand, scope: Scope, mode: str) -> list[Body]:
        options = self.operand(operand, type_, scope, mode)
        if type_.value == "time" and isinstance(options[0][0], Const):
            return [body + Body(filters=(Filter(f"{mode}_outside", (term, option)),)) for option, body in options]
        if not isinstance(operand, Path) or operand.variable not in scope.types or not scope.is_many(operand):
            return [body + Body(comparisons=(Comparison(term, "!=", option),)) for option, body in options]
        # None of the values that the path leads to, and there may be none at all.
        equal = [
            body + Body(comparisons=(Comparison(term, "=", option),))
            for option, body in self.path(operand, scope, OPPOSITE[mode])
        ]
        return [Body(without=tuple(Without(body, f"not: {operand}") for body in settled(equal, scope.types)))]


def cell(kind: str, column: Column, fact: Term, value: Term) -> Atom:
    """The atom that says: this field of this fact has this value."""
    if column.many:
        return Atom(f"{kind}.{column.name}", ((FACT, fact), (ITEM, value)))
    return Atom(kind, ((FACT, fact), (column.name, value)))
