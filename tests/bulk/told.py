"""A bulk derivation read back from its tables, in the shape in which `conclude` gives it."""

from __future__ import annotations

from collections import defaultdict

from whosays.bulk.derive import Derived
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
