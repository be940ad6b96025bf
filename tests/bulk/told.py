"""A bulk derivation read back from its tables, in the shape in which `conclude` gives it."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from whosays.bulk.derive import Derived
from whosays.bulk.fact_sets import Known
from whosays.bulk.smallest_sets import ragged
from whosays.bulk.tables import listed
from whosays.conclude import Proof
from whosays.match.matcher import Row


def rows_of(derived: Derived) -> dict[str, tuple[Row, ...]]:
    found = {}
    for relation in sorted(derived.sizes):
        if derived.sizes[relation]:
            width = len(derived.program.relations[relation])
            columns = listed(("number", *derived.tables.cells(relation)))
            table = derived.connection.execute(f'SELECT {columns} FROM "{derived.tables.rows(relation)}" ORDER BY 1')
            found[relation] = tuple(Row(row[0], relation, row[1 : 1 + width]) for row in table.fetchall())
    return found


def proofs_of(derived: Derived) -> list[tuple[Proof, ...]]:
    found: dict[int, list[Proof]] = defaultdict(list)
    for relation in derived.program.derived:
        tables = derived.tables
        columns = listed(("row", "step", *tables.premises_of(relation)))
        items: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        counted = [step for step, each in derived.steps.all() if getattr(each, "head", None) == relation]
        if counted:
            for row, step, domain, item in derived.connection.execute(
                f'SELECT * FROM "{tables.items(relation)}"'
            ).fetchall():
                items[row, step, domain].append(item)
        for row, step, *premises in derived.connection.execute(
            f'SELECT {columns} FROM "{tables.proofs(relation)}"'
        ).fetchall():
            known = [each for each in premises if each is not None]
            known += sorted(items[row, step, known[0]])
            found[row].append(Proof(*derived.steps.place(step), tuple(known)))
    return [tuple(sorted(found[number])) for number in range(derived.count)]


def fact_sets_of(derived: Derived, known: Known, relation: str) -> list[tuple[tuple[int, ...], ...]]:
    """The fact sets of each row of a relation."""
    numbers = np.array([row.number for row in rows_of(derived).get(relation, ())], dtype=np.int64)
    of, at = ragged(known.first[numbers - known.given], known.sets_of(numbers))
    sets: list[list[int]] = [[] for _ in at]
    for place, fact in zip(*known.read(at), strict=True):
        sets[place].append(int(fact))
    found: list[list[tuple[int, ...]]] = [[] for _ in numbers]
    for place, each in zip(of, sets, strict=True):
        found[place].append(tuple(each))
    return [tuple(each) for each in found]
