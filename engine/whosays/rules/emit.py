"""Turning lowered bodies into flat rules: each negation or count that is no single atom gets relations of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from whosays.rules.body import Body, Counted, merged, term_variables
from whosays.rules.program import Atom, Comparison, Count, Filter, FlatRule, Origin, Term, Var

_T = TypeVar("_T")
_Test = TypeVar("_Test", Comparison, Filter)


@dataclass(slots=True)
class Emitter:
    """Collects flat rules, counts and the relations they define."""

    rules: list[FlatRule] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    relations: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def relations_read(self) -> frozenset[str]:
        """Every relation that a rule reads so far."""
        return frozenset(atom.relation for rule in self.rules for atom in (*rule.body, *rule.negated))

    def emit(self, name: str, head: Atom, bodies: Sequence[Body], origin: Origin) -> None:
        """Rules that derive `head` from each of the bodies."""
        for index, body in enumerate(bodies):
            label = name if len(bodies) == 1 else f"{name}/{index}"
            if body.is_flat:
                self._flat(label, head, body, origin)
            else:
                self._staged(label, head, body, origin)

    def _flat(self, name: str, head: Atom, body: Body, origin: Origin) -> None:
        self.rules.append(
            FlatRule(
                name,
                head,
                body.all_atoms(),
                _unique(body.comparisons),
                _unique(body.filters),
                _unique(body.negated),
                origin,
            )
        )

    def _staged(self, name: str, head: Atom, body: Body, origin: Origin) -> None:
        """First what the positive part finds, then what speaks against it or is counted for it, then the rest."""
        bound = body.bound()
        early_tests, late_tests = _split(body.comparisons, bound)
        early_filters, late_filters = _split(body.filters, bound)
        positive = Body(body.atoms, body.paths, early_tests, early_filters, body.negated)
        late = head.variables().union(
            *(term_variables((test.left, test.right)) for test in late_tests),
            *(term_variables(test.arguments) for test in late_filters),
            *(each.body.variables() for each in body.without),
            *(inner.variables() for count in body.counted for inner in count.bodies),
        )
        columns = tuple(sorted(bound & late)) or tuple(sorted(bound))[:1]
        found = self._relation(f"{name}/found", columns)
        self._flat(f"{name}/found", found, positive, origin)
        atoms, negated = [found], []
        for index, each in enumerate(body.without):
            shared = tuple(sorted(each.body.variables() & set(columns))) or columns[:1]
            block = self._relation(f"{name}/without{index}", shared)
            clause = replace(origin, clause=each.clause)
            self.emit(f"{name}/without{index}", block, [_within(found, shared, each.body)], clause)
            negated.append(block)
        for index, count in enumerate(body.counted):
            atoms.append(self._count(f"{name}/count{index}", found, columns, count, origin))
        self.rules.append(
            FlatRule(name, head, merged(atoms), _unique(late_tests), _unique(late_filters), tuple(negated), origin)
        )

    def _count(self, name: str, found: Atom, columns: tuple[str, ...], count: Counted, origin: Origin) -> Atom:
        inside = frozenset().union(*(body.variables() for body in count.bodies))
        shared = tuple(sorted(inside & set(columns) - {count.of.name})) or columns[:1]
        items = self._relation(f"{name}/items", (*shared, "#counted"), (*shared, count.of.name))
        bodies = [_within(found, shared, body) for body in count.bodies]
        self.emit(f"{name}/items", items, bodies, replace(origin, clause=count.clause))
        head = self._relation(name, (*shared, "#count"), (*shared, count.number.name))
        self.counts.append(Count(name, name, found.relation, items.relation, shared, "#counted", origin))
        return head

    def _relation(self, name: str, columns: tuple[str, ...], variables: tuple[str, ...] = ()) -> Atom:
        self.relations[name] = columns
        return Atom(
            name, tuple((column, Var(variable)) for column, variable in zip(columns, variables or columns, strict=True))
        )


def _within(found: Atom, shared: tuple[str, ...], body: Body) -> Body:
    """A nested body, for what has been found outside it only: that makes it safe, and keeps it small."""
    terms: tuple[tuple[str, Term], ...] = tuple((column, Var(column)) for column in shared)
    return Body(atoms=(Atom(found.relation, terms),)) + body


def _split(tests: Iterable[_Test], bound: frozenset[str]) -> tuple[tuple[_Test, ...], tuple[_Test, ...]]:
    early: list[_Test] = []
    late: list[_Test] = []
    for test in tests:
        terms = (test.left, test.right) if isinstance(test, Comparison) else test.arguments
        (early if term_variables(terms) <= bound else late).append(test)
    return tuple(early), tuple(late)


def _unique(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
