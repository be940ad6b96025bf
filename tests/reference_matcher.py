"""The matcher that is obviously right: every combination of rows is tried, each time again."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

from whosays.match.matcher import Match, Row
from whosays.rules.program import Atom, Const, FlatRule, Program, Stratum, Term

_COMPARE = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip

Bindings = Mapping[str, int]


class ReferenceMatcher:
    name = "reference"

    def open(self, program: Program, stratum: Stratum) -> ReferenceSession:
        return ReferenceSession(program, stratum)

    def refuses(self, program: Program, row_count: int, largest_value: int) -> str:  # noqa: ARG002
        return ""


class ReferenceSession:
    def __init__(self, program: Program, stratum: Stratum) -> None:
        self.program = program
        self.stratum = stratum
        self.rows: list[Row] = []

    def feed(self, rows: Sequence[Row]) -> list[Match]:
        self.rows.extend(rows)
        new = {row.number for row in rows}
        return [match for match in self.all_matches() if new.intersection(match.rows)]

    def all_matches(self) -> Iterator[Match]:
        for index, rule in enumerate(self.stratum.rules):
            candidates = [[row for row in self.rows if row.relation == atom.relation] for atom in rule.body]
            for chosen in itertools.product(*candidates):
                if self.holds(rule, chosen):
                    yield Match(index, tuple(row.number for row in chosen))

    def holds(self, rule: FlatRule, chosen: Sequence[Row]) -> bool:
        bindings: Bindings | None = {}
        for atom, row in zip(rule.body, chosen, strict=True):
            bindings = self.unify(atom, row, bindings)
            if bindings is None:
                return False
        compared = all(
            _COMPARE[test.operator](value(test.left, bindings), value(test.right, bindings))
            for test in rule.comparisons
        )
        return compared and not any(
            self.unify(atom, row, bindings) is not None
            for atom in rule.negated
            for row in self.rows
            if row.relation == atom.relation
        )

    def unify(self, atom: Atom, row: Row, bindings: Bindings) -> Bindings | None:
        found = dict(bindings)
        for column, term in atom.terms:
            cell = row.values[self.program.relations[atom.relation].index(column)]
            wanted = term.value if isinstance(term, Const) else found.setdefault(term.name, cell)
            if cell is None or cell != wanted:
                return None
        return found

    def close(self) -> None:
        self.rows.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def value(term: Term, bindings: Bindings) -> int:
    return term.value if isinstance(term, Const) else bindings[term.name]
