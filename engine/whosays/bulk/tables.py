"""The tables of a run: for each relation its rows, and for each derived one the proofs of its rows.

A table of rows has the columns number, c0, c1, ..: the number of a row, which is that of `conclude`, and its cells. Of
a relation that is filled from facts it also has `fact`. A table of proofs has row, step, p0, p1, ..: the number of the
row that is proved, the step (see Steps) and the numbers of the rows that it rests on, NULL for those that others have
more. What a count has counted stands in a table of its own: row, step, p0 (the row of the domain), item.

Relations are known by their place, since DuckDB does not tell names apart that differ only in case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlglot import exp

from whosays.match.rule_sql import column, table
from whosays.rules.program import Count, FlatRule, Program

FIRST_NEW = "first_new"
"""The parameter of a statement: the number of the first row of the latest round."""


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The rules and counts of all strata, numbered in the order in which proofs are sorted."""

    program: Program
    starts: tuple[int, ...]  # of each stratum

    @classmethod
    def of(cls, program: Program) -> Steps:
        """Number the steps of a program."""
        starts, total = [], 0
        for stratum in program.strata:
            starts.append(total)
            total += len(stratum.rules) + len(stratum.counts)
        return cls(program, tuple(starts))

    def number(self, stratum: int, step: int) -> int:
        """The number of a step, told as a Proof tells it."""
        return self.starts[stratum] + step

    def place(self, number: int) -> tuple[int, int]:
        """The stratum and the step in it."""
        stratum = max(place for place, start in enumerate(self.starts) if start <= number)
        return stratum, number - self.starts[stratum]

    def all(self) -> Iterator[tuple[int, FlatRule | Count]]:
        """Each step with its number."""
        for start, stratum in zip(self.starts, self.program.strata, strict=True):
            yield from enumerate((*stratum.rules, *stratum.counts), start)


class Tables:
    """Names the tables of a program; a Layout of rules as SQL."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.number = {name: number for number, name in enumerate(sorted(program.relations))}
        self.premises = dict.fromkeys(program.derived, 1)
        """The most rows that a proof of a relation rests on, what counts have counted left out."""
        for rule in (rule for stratum in program.strata for rule in stratum.rules):
            self.premises[rule.head.relation] = max(self.premises[rule.head.relation], len(rule.body))

    def rows(self, relation: str) -> str:
        """The table of a relation's rows."""
        return f"bulk_row_{self.number[relation]}"

    def proofs(self, relation: str) -> str:
        """The table of their proofs."""
        return f"bulk_proof_{self.number[relation]}"

    def items(self, relation: str) -> str:
        """The table of what was counted for them."""
        return f"bulk_item_{self.number[relation]}"

    def found(self, relation: str) -> str:
        """The table of what a round has matched."""
        return f"bulk_found_{self.number[relation]}"

    def cells(self, relation: str) -> tuple[str, ...]:
        """The columns of its cells. A relation without columns has one that says nothing, as SQL needs one."""
        return tuple(f"c{place}" for place in range(len(self.program.relations[relation]))) or ("c0",)

    def cell_of(self, relation: str, name: str) -> str:
        """The column that holds a column of a relation."""
        return f"c{self.program.relations[relation].index(name)}"

    def premises_of(self, relation: str) -> tuple[str, ...]:
        """The columns of a proof that name rows."""
        return tuple(f"p{place}" for place in range(self.premises[relation]))

    def table(self, relation: str, alias: str) -> exp.Table:
        """The table of a relation's rows, under another name."""
        return table(self.rows(relation), alias)

    def cell(self, relation: str, name: str, alias: str) -> exp.Column:
        """A column of it."""
        return column(alias, self.cell_of(relation, name))

    def belongs(self, relation: str, alias: str) -> Iterator[exp.Expr]:  # noqa: ARG002 - each has a table of its own
        """No test: there are no other rows."""
        return iter(())

    def fed(self, place: int, newest: int | None) -> Iterator[exp.Expr]:
        """Whether the row of an atom is of the latest round."""
        if newest is not None and place <= newest:
            compare = exp.GTE if place == newest else exp.LT
            yield compare(this=column(f"a{place}", "number"), expression=exp.Placeholder(this=FIRST_NEW))


def listed(names: Iterable[str], of: str = "") -> str:
    """Columns, as SQL lists them."""
    return ", ".join(f'{of}."{name}"' if of else f'"{name}"' for name in names)
