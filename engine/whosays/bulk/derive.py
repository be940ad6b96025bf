"""A program run wholly inside DuckDB: the rows and proofs of `conclude`, as tables.

Rows are numbered as `conclude` numbers them: those from facts first, then those of each round, by relation and cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import duckdb
import numpy as np

from whosays.bulk import derive_sql
from whosays.bulk.one_proof import relations_of_one_proof
from whosays.bulk.tables import FIRST_NEW, Steps, Tables, listed
from whosays.bulk.time_tests import make_times
from whosays.bulk.values import Tester, filters_over, tables_there
from whosays.conclude.levels import by_level
from whosays.match.live import live_rules
from whosays.rules.grounding import columns_read
from whosays.rules.program import Filter, Program, Stratum

_CANDIDATES, _PASSED = "bulk_candidate", "bulk_passed"


@dataclass(frozen=True, slots=True, eq=False)
class Derived:
    """What a program derives; the rows and proofs stand in the tables that `tables` names."""

    connection: duckdb.DuckDBPyConnection
    program: Program
    tables: Tables
    steps: Steps
    given: int  # rows that come from facts; they have the lowest numbers
    count: int  # rows in all
    sizes: dict[str, int]  # rows of each relation
    rounds: tuple[int, ...]  # the number of the first row of each round


def derive(connection: duckdb.DuckDBPyConnection, program: Program, test: Tester | None = None) -> Derived:
    """All that a program derives from the tables "ground_<relation>" and "value"; `test` says what filters mean."""
    connection.execute("SET preserve_insertion_order = true")  # rows are numbered as tables take them in
    run = _Run(connection, program, test or filters_over(connection, program))
    make_times(connection, program)
    run.take_given()
    for index, stratum in enumerate(program.strata):
        run.count(index, stratum)
        run.derive(index, stratum)
    return Derived(connection, program, run.tables, run.steps, run.given, run.next_number, run.sizes, tuple(run.rounds))


@dataclass(slots=True)
class _Run:
    connection: duckdb.DuckDBPyConnection
    program: Program
    test: Tester
    tables: Tables = field(init=False)
    steps: Steps = field(init=False)
    of_one_proof: frozenset[str] = field(init=False)
    sizes: dict[str, int] = field(default_factory=dict)
    rounds: list[int] = field(default_factory=list)
    next_number: int = 0
    given: int = 0

    def __post_init__(self) -> None:
        self.tables = Tables(self.program)
        self.steps = Steps.of(self.program)
        self.of_one_proof = relations_of_one_proof(self.program)
        self.sizes = dict.fromkeys(self.program.relations, 0)

    def take_given(self) -> None:
        """Number the rows that come from facts, by relation and fact."""
        read, there = columns_read(self.program), tables_there(self.connection)
        for relation in sorted(read):
            if f"ground_{relation}" not in there:
                self.connection.execute(derive_sql.make_given(self.tables, relation))
                continue
            taken = derive_sql.take_given(self.tables, relation, read[relation], self.next_number)
            self.sizes[relation] = self._changed(*taken)
            self.next_number += self.sizes[relation]
        self.given = self.next_number
        for relation in sorted(self.program.derived):
            for statement in derive_sql.make_derived(self.tables, relation):
                self.connection.execute(statement)

    def _changed(self, *statements: str, parameters: dict[str, int] | None = None) -> int:
        """How many rows the last one of some statements makes."""
        for statement in statements[:-1]:
            self.connection.execute(statement)
        found = self.connection.execute(statements[-1], parameters).fetchone()
        assert found is not None
        return int(found[0])

    def count(self, index: int, stratum: Stratum) -> None:
        """The counts of a stratum, as one round."""
        places = [
            (self.steps.number(index, len(stratum.rules) + place), each) for place, each in enumerate(stratum.counts)
        ]
        for step, count in places:
            self.connection.execute(derive_sql.make_found(self.tables, count.head))
            self.connection.execute(derive_sql.counted(self.tables, count, step))
        self._take([count.head for _, count in places if self.sizes[count.domain]])
        for step, count in places:
            self.connection.execute(derive_sql.take_items(self.tables, count, step))

    def derive(self, index: int, stratum: Stratum) -> None:
        """The rules of a stratum, in rounds."""
        live = live_rules(stratum, (name for name, size in self.sizes.items() if size))
        for due in by_level((each, stratum.rules[each]) for each in live):
            read = frozenset(atom.relation for each in due for atom in stratum.rules[each].body)
            first_new, new = self.next_number, frozenset[str]()
            matched: set[int] = set()
            while True:
                found = self._match(index, stratum, due, matched, new, first_new)
                first_new = self.next_number
                new = self._take(found)
                if read.isdisjoint(new):
                    break

    def _match(
        self, index: int, stratum: Stratum, due: Iterable[int], matched: set[int], new: frozenset[str], first_new: int
    ) -> list[str]:
        """Match rules: those that could not match before with all rows, others with the new ones. What they derive."""
        heads: dict[str, int] = {}
        for each in due:
            rule, step = stratum.rules[each], self.steps.number(index, each)
            places: list[int | None] = []
            if each in matched:
                places += [place for place, atom in enumerate(rule.body) if atom.relation in new]
            elif all(self.sizes[atom.relation] for atom in rule.body):
                matched.add(each)
                places.append(None)
            for newest in places:
                if rule.head.relation not in heads:
                    heads[rule.head.relation] = 0
                    self.connection.execute(derive_sql.make_found(self.tables, rule.head.relation))
                select, left = derive_sql.matches(self.tables, rule, step, newest)
                heads[rule.head.relation] += self._insert(rule.head.relation, select, left, first_new)
        return [head for head, found in heads.items() if found]

    def _insert(self, head: str, select: str, left: Sequence[Filter], first_new: int) -> int:
        parameters = {FIRST_NEW: first_new} if f"${FIRST_NEW}" in select else None
        into = f'INSERT INTO "{self.tables.found(head)}" '
        if not left:
            return self._changed(into + select, parameters=parameters)
        self.connection.execute(f'CREATE OR REPLACE TEMP TABLE "{_CANDIDATES}" AS {select}', parameters)
        passing = ""
        for place, test in enumerate(left):
            names = derive_sql.arguments_of(test, place)
            asked = self.connection.execute(f'SELECT DISTINCT {listed(names)} FROM "{_CANDIDATES}"').fetchall()
            passed = [arguments for arguments, held in zip(asked, self.test(test.test, asked), strict=True) if held]
            columns = np.array(passed, dtype=np.int64).reshape(-1, len(names))
            self.connection.register(
                f"{_PASSED}_{place}", {name: np.ascontiguousarray(columns[:, at]) for at, name in enumerate(names)}
            )
            same = " AND ".join(f'c."{name}" = x{place}."{name}"' for name in names)
            passing += f' SEMI JOIN "{_PASSED}_{place}" x{place} ON {same}'
        kept = listed(("step", *self.tables.premises_of(head), *self.tables.cells(head)), "c")
        found = self._changed(f'{into} SELECT {kept} FROM "{_CANDIDATES}" c{passing}')
        for place in range(len(left)):
            self.connection.unregister(f"{_PASSED}_{place}")
        self.connection.execute(f'DROP TABLE "{_CANDIDATES}"')
        return found

    def _take(self, found: Iterable[str]) -> frozenset[str]:
        """Number the new rows of a round and keep all proofs; which relations have new rows."""
        new, first = [], self.next_number
        for relation in sorted(found):
            if relation in self.of_one_proof:
                taken = self._changed(*derive_sql.take_all(self.tables, relation, self.next_number))
            else:
                there = self.sizes[relation] > 0
                taken = self._changed(*derive_sql.take_new(self.tables, relation, self.next_number, there=there))
                self.connection.execute(derive_sql.take_proofs(self.tables, relation))
            if taken:
                new.append(relation)
            self.next_number += taken
            self.sizes[relation] += taken
            self.connection.execute(f'DROP TABLE "{self.tables.found(relation)}"')
        if new:
            self.rounds.append(first)
        return frozenset(new)
