"""Lowering conditions to alternatives of atoms, tests, negations and counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from whosays.rules.body import FACT, Alternatives, Body, Counted, Without, product
from whosays.rules.language import COUNT, Column
from whosays.rules.lower_measures import lower_measure
from whosays.rules.lower_tests import CERTAINLY, OPPOSITE, POSSIBLY, TestLowering, cell
from whosays.rules.program import Atom, Comparison, Term, Var
from whosays.rules.readings import counting, left_out, may_be_missing, possible, settled
from whosays.rules.scope import Scope
from whosays.rules.syntax import (
    AnyOf,
    Condition,
    CountOf,
    FieldTest,
    Measure,
    NoneOf,
    Pair,
    Path,
    PathTest,
    Pattern,
    Test,
    Value,
)


@dataclass(frozen=True, slots=True, eq=False)
class ConditionLowering:
    """Lowers the conditions of one rule."""

    tests: TestLowering
    doubtful: frozenset[str] = frozenset()  # the relations that have a second one for what is possible

    def conditions(self, conditions: Iterable[Condition], scope: Scope, mode: str = CERTAINLY) -> list[Body]:
        """All of them together."""
        return product(*(self.condition(each, scope, mode) for each in conditions))

    def condition(self, condition: Condition, scope: Scope, mode: str) -> Alternatives:
        """One condition."""
        match condition:
            case Pattern():
                return self._pattern(condition, scope, mode)
            case PathTest():
                return self._path_test(condition, scope, mode)
            case NoneOf():
                return self.negation(condition.conditions, scope, mode, "none")
            case AnyOf():
                return [
                    body
                    for branch in condition.branches
                    for body in self.conditions(branch, scope.inside(branch), mode)
                ]
            case CountOf():
                return self._count(condition, scope, mode)
            case Pair():
                first, second = Var(condition.first.variable), Var(condition.second.variable)
                return [Body(comparisons=(Comparison(first, "<", second),))]
            case Measure():
                return lower_measure(self.tests, condition, scope, mode)

    def negation(self, conditions: tuple[Condition, ...], scope: Scope, mode: str, clause: str) -> Alternatives:
        """Nothing fits the conditions: none of their alternatives."""
        inner = scope.inside(conditions)
        outer = frozenset(scope.types)
        result = Body()
        for body in settled(self.conditions(conditions, inner, OPPOSITE[mode]), outer):
            lifted, kept = body.lifting(outer)
            result += Body(paths=lifted, unsure=kept.is_modal())
            atom = _single_atom(kept, outer)
            result += Body(negated=(atom,)) if atom is not None else Body(without=(Without(kept, clause),))
        return [result]

    def _count(self, condition: CountOf, scope: Scope, mode: str) -> Alternatives:
        """The number lies between how many certainly and how many possibly count; a test is held against the right end.

        For certain, "at most 2" needs that no more than 2 possibly count, "at least 2" that 2 certainly do; in a
        negation it is the other way round. Where nothing is imprecise both ends are one.
        """
        inner = scope.inside(condition.where)
        number = Var(condition.alias.variable) if condition.alias is not None else self.tests.fresh()
        least = self.conditions(condition.where, inner, CERTAINLY)
        body = self._counted(least, condition.of, number, scope)
        most_number = number
        if any(each.is_modal() for each in least):
            most_number = self.tests.fresh()
            of = Var(condition.of.variable)
            most = [counting(each, of) for each in self.conditions(condition.where, inner, POSSIBLY)]
            body += self._counted(settled(most, scope.types), condition.of, most_number, scope)
        strict, lax = (number, most_number) if mode == CERTAINLY else (most_number, number)
        ends = {"at_least": (strict,), "above": (strict,), "at_most": (lax,), "below": (lax,)}
        checks: list[Alternatives] = []
        for test in condition.tests:
            if test.operator == "is" and mode == POSSIBLY:
                checks.append(self.tests.on_term(strict, COUNT, Test("at_least", test.operands), scope, mode))
                checks.append(self.tests.on_term(lax, COUNT, Test("at_most", test.operands), scope, mode))
                continue
            for end in dict.fromkeys(ends.get(test.operator, (number, most_number))):
                checks.append(self.tests.on_term(end, COUNT, test, scope, mode))
        return [body + check for check in product(*checks)]

    def _counted(self, bodies: Alternatives, of: Path, number: Var, scope: Scope) -> Body:
        lifted: tuple[Atom, ...] = ()
        kept = []
        for body in bodies:
            more, rest = body.lifting(frozenset(scope.types))
            lifted += more
            kept.append(rest)
        return Body(paths=lifted, counted=(Counted(tuple(kept), Var(of.variable), number, "count"),))

    def _pattern(self, pattern: Pattern, scope: Scope, mode: str) -> Alternatives:
        if pattern.kind not in scope.language.kinds:
            return self._relation(pattern, scope, mode)
        fact = Var(pattern.alias.variable) if pattern.alias is not None else self.tests.fresh()
        bare: Alternatives = [Body(atoms=(Atom(pattern.kind, ((FACT, fact),)),))]
        columns = scope.language.kinds[pattern.kind]
        fields = (
            self.field(pattern.kind, columns[field.name], fact, field.tests, scope, mode) for field in pattern.fields
        )
        return product(bare, *fields)

    def _relation(self, pattern: Pattern, scope: Scope, mode: str) -> Alternatives:
        columns = scope.language.relations[pattern.kind]
        rows: list[tuple[tuple[tuple[str, Term], ...], Body]] = [((), Body())]
        for field in pattern.fields:
            cells = self.tests.column(columns[field.name], field.tests, scope, mode)
            rows = [
                (terms if term is None else (*terms, (field.name, term)), body + more)
                for terms, body in rows
                for term, more in cells
            ]
        unsure = pattern.kind in self.doubtful
        name = possible(pattern.kind) if unsure and mode == POSSIBLY else pattern.kind
        return [Body(atoms=(Atom(name, terms),), unsure=unsure) + body for terms, body in rows]

    def _path_test(self, condition: PathTest, scope: Scope, mode: str) -> Alternatives:
        path = condition.path
        if not path.fields:
            type_ = scope.types[path.variable]
            return product(
                *(self.tests.on_term(Var(path.variable), type_, test, scope, mode) for test in condition.tests)
            )
        owner = type(path)(path.variable, path.fields[:-1], path.mark)
        owned = scope.type_of(owner)
        assert owned is not None  # the checker has refused an unknown path
        bodies: list[Body] = []
        for fact, leads in self.tests.path(owner, scope, mode):
            for kind in scope.language.kinds_with(owned, path.fields[-1]):
                column = scope.language.kinds[kind][path.fields[-1]]
                bodies += [leads + body for body in self.field(kind, column, fact, condition.tests, scope, mode)]
        return bodies

    def field(
        self, kind: str, column: Column, fact: Var, tests: tuple[Test, ...], scope: Scope, mode: str
    ) -> Alternatives:
        """The tests on one field of a fact; of a list, "not" means that no item is so, all else that one item is."""
        absent = [test for test in tests if _is_absence(test) and (column.many or column.type.value != "time")]
        apart = [test for test in tests if column.many and test.operator in {"not", "not_in"}]
        together = tuple(test for test in tests if test not in absent and test not in apart)
        parts: list[Alternatives] = []
        if absent:
            parts.append([Body(negated=(cell(kind, column, fact, self.tests.fresh()),))])
        for test in apart:
            for operand in test.operands:
                parts.append(
                    self._no_item(kind, column, fact, FieldTest(column.name, (Test("is", (operand,)),)), scope, mode)
                )
        if together:
            unsure = may_be_missing(column) and not any(test.operator == "known" for test in tests)
            found = [
                body if term is None else Body(atoms=(cell(kind, column, fact, term),), unsure=unsure) + body
                for term, body in self.tests.column(column, together, scope, mode)
            ]
            if unsure and mode == POSSIBLY:
                found.append(left_out(kind, column.name, fact, _bound_by(together)))
            parts.append(found)
        return product(*parts)

    def _no_item(self, kind: str, column: Column, fact: Var, field: FieldTest, scope: Scope, mode: str) -> Alternatives:
        outer = frozenset(scope.types)
        found = []
        for term, body in self.tests.column(column, field.tests, scope, OPPOSITE[mode]):
            assert term is not None  # "is" always gives one
            found.append(body + Body(atoms=(cell(kind, column, fact, term),)))
        result = Body()
        for body in settled(found, outer):
            lifted, kept = body.lifting(outer)
            atom = _single_atom(kept, outer)
            result += Body(paths=lifted, unsure=kept.is_modal())
            result += Body(negated=(atom,)) if atom is not None else Body(without=(Without(kept, "not"),))
        return [result]


def _single_atom(body: Body, outer: frozenset[str]) -> Atom | None:
    """The one atom that a negated body consists of, if a matcher can negate it as it stands."""
    atoms = body.all_atoms()
    if len(atoms) != 1 or body.comparisons or body.filters or body.negated or not body.is_flat:
        return None
    names = [term.name for _, term in atoms[0].terms if isinstance(term, Var)]
    shared_twice = any(names.count(name) > 1 for name in names)
    return atoms[0] if not shared_twice and any(_is_outer(name, outer) for name in names) else None


def _is_outer(name: str, outer: frozenset[str]) -> bool:
    return name.partition(".")[0] in outer


def _bound_by(tests: Iterable[Test]) -> list[str]:
    """The variables that a value would be given to."""
    operands = (test.operands[0] for test in tests if test.operator == "is")
    return [each.variable for each in operands if isinstance(each, Path) and not each.fields]


def _is_absence(test: Test) -> bool:
    return test.operator == "known" and isinstance(test.operands[0], Value) and test.operands[0].value is False
