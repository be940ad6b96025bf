"""Findings as columns: what assessment/findings.py makes one by one, in the same order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from whosays.assessment.findings import effect_of, kind_columns
from whosays.bulk.derive import Derived
from whosays.bulk.fact_tables import IDS
from whosays.bulk.proofs import ints_of
from whosays.bulk.tables import listed
from whosays.rules.compile import CompiledRulebook, FindingKind
from whosays.weigh.network import Effect, Ints


@dataclass(frozen=True, slots=True, eq=False)
class KindFound:
    """The findings of one kind, in order: those numbered from `first` on."""

    kind: FindingKind
    effect: Effect
    size: float
    first: int
    row: Ints  # the number of the row of each
    columns: Mapping[str, Ints]

    @property
    def index(self) -> Ints:
        """The number of each."""
        return np.arange(self.first, self.first + len(self.row))

    def target(self, place: int) -> Ints:
        """What each acts on, as the integers that stand for it."""
        return self.columns[self.kind.targets[place]]


def findings_of(rulebook: CompiledRulebook, derived: Derived, first_fact: int) -> list[KindFound]:
    """The findings of all kinds that there are any of, by rule, then by what they say (see assessment/findings.py)."""
    found, first = list[KindFound](), 0
    # Those of one kind stand together, since the first thing that a finding says is its rule and which conclusion.
    for kind in sorted(rulebook.findings, key=lambda kind: (kind.rule.id, kind.number)):
        if not derived.sizes.get(kind.relation):
            continue
        row, columns = _rows(derived, kind, first_fact)
        found.append(KindFound(kind, *effect_of(rulebook.numbers, kind), first, row, columns))
        first += len(row)
    return found


def _rows(derived: Derived, kind: FindingKind, first_fact: int) -> tuple[Ints, dict[str, Ints]]:
    tables = derived.tables
    joins, order = "", list[str]()
    for name in kind_columns(kind):
        cell, type_ = tables.cell_of(kind.relation, name), kind.types.get(name)
        is_fact = type_.is_fact if type_ and name in kind.variables else name in {*kind.targets, kind.by}
        if not is_fact or (type_ and len(type_.kinds) == 1):
            order.append(f"f.{cell}")  # values are numbered by rank, facts of one kind by their ids
        else:
            alias = f"i{len(order)}"
            joins += f' LEFT JOIN "{IDS}" {alias} ON {alias}.fact = f.{cell} - {first_fact}'
            order.append(f"{alias}.id")
    columns = listed(("number", *tables.cells(kind.relation)), "f")
    by = ", ".join(f"{each} NULLS FIRST" for each in order)
    fetched = derived.connection.execute(
        f'SELECT {columns} FROM "{tables.rows(kind.relation)}" f{joins} ORDER BY {by}'
    ).fetchnumpy()
    cells = {name: ints_of(fetched[tables.cell_of(kind.relation, name)]) for name in kind_columns(kind)}
    return ints_of(fetched["number"]), cells
