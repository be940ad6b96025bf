"""The matcher that is obviously right: atom for atom, every row is tried, and after each feed all of it again."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

from whosays.deadline import NO_DEADLINE, Deadline
from whosays.match.matcher import Match, Row
from whosays.rules.program import Atom, Const, FlatRule, Program, Stratum, Term

_COMPARE = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip

Bindings = Mapping[str, int]
Numbers = tuple[int, ...]


class ReferenceMatcher:
    name = "reference"

    def open(self, program: Program, stratum: Stratum, deadline: Deadline = NO_DEADLINE) -> ReferenceSession:  # noqa: ARG002
        return ReferenceSession(program, stratum)

    def refuses(self, program: Program, row_count: int, largest_value: int) -> str:  # noqa: ARG002
        return ""

    def close(self) -> None:
        pass


class ReferenceSession:
    def __init__(self, program: Program, stratum: Stratum) -> None:
        self.program = program
        self.stratum = stratum
        self.rows: dict[str, list[Row]] = defaultdict(list)

    def feed(self, rows: Sequence[Row], due: Sequence[int] | None = None) -> list[Match]:  # noqa: ARG002
        for row in rows:
            self.rows[row.relation].append(row)
        new = {row.number for row in rows}
        return [match for match in self.all_matches() if new.intersection(match.rows)]

    def all_matches(self) -> Iterator[Match]:
        for index, rule in enumerate(self.stratum.rules):
            for chosen, bindings in self.fitting(rule.body, (), {}):
                if self.passes(rule, bindings):
                    yield Match(index, chosen)

    def fitting(self, body: Sequence[Atom], chosen: Numbers, bindings: Bindings) -> Iterator[tuple[Numbers, Bindings]]:
        """Every row for the next atom, with every row for those after it."""
        if len(chosen) == len(body):
            yield chosen, bindings
            return
        atom = body[len(chosen)]
        for row in self.rows[atom.relation]:
            found = self.unify(atom, row, bindings)
            if found is not None:
                yield from self.fitting(body, (*chosen, row.number), found)

    def passes(self, rule: FlatRule, bindings: Bindings) -> bool:
        compared = all(
            _COMPARE[test.operator](value(test.left, bindings), value(test.right, bindings))
            for test in rule.comparisons
        )
        return compared and not any(
            self.unify(atom, row, bindings) is not None for atom in rule.negated for row in self.rows[atom.relation]
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
