"""The proofs of some relations as arrays, and the order in which relations can be gone through."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from whosays.bulk.derive import Derived
from whosays.bulk.tables import listed
from whosays.conclude.levels import by_level
from whosays.rules.program import Count, Program
from whosays.weigh.columns import Keyed, distinct, firsts
from whosays.weigh.network import Flags, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Proofs:
    """Proofs, those of a row one after the other in the order of `conclude`; their premises in order."""

    row: Ints  # a row a proof: the number of the row that it proves
    step: Ints
    start: Ints  # premises of proof i are premise[start[i] : start[i + 1]]
    premise: Ints


def groups(program: Program, wanted: Collection[str]) -> list[tuple[str, ...]]:
    """The derived relations that the wanted ones follow from, in groups; none follows from one of a later group."""
    needs: dict[str, set[str]] = {}
    for stratum in program.strata:
        for count in stratum.counts:
            needs.setdefault(count.head, set()).update((count.domain, count.items))
        for rule in stratum.rules:
            needs.setdefault(rule.head.relation, set()).update(atom.relation for atom in rule.body)
    needed, waiting = set[str](), [name for name in wanted if name in needs]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += (each for each in needs[name] if each in needs)
    found: list[set[str]] = []
    for stratum in program.strata:
        found.append({count.head for count in stratum.counts})
        for level in by_level(enumerate(stratum.rules)):
            found.append({stratum.rules[each].head.relation for each in level})
    return [tuple(sorted(group & needed)) for group in found if group & needed]


def proofs_of(derived: Derived, relations: Sequence[str], needed: Flags) -> Proofs:
    """The proofs of those rows of some relations that are needed, and of those of them that these rest on.

    The rows that the proofs rest on are marked as needed.
    """
    counted = {step: each for step, each in derived.steps.all() if isinstance(each, Count) and each.head in relations}
    parts = [_of(derived, relation) for relation in relations]
    width = max(premises.shape[1] for _, _, premises in parts)
    row = np.concatenate([row for row, _, _ in parts])
    step = np.concatenate([step for _, step, _ in parts])
    premises = np.concatenate([_widened(premises, width) for _, _, premises in parts])
    kept = _marked(row, premises, needed)
    row, step, premises = row[kept], step[kept], premises[kept]
    order = np.lexsort((*reversed([premises[:, place] for place in range(width)]), step, row))
    row, step, premises = row[order], step[order], premises[order]
    if counted:
        found = _with_items(derived, counted, row, step, premises[:, 0])
        needed[found.premise] = True
        return found
    known = premises >= 0
    start = np.concatenate(([0], np.cumsum(known.sum(axis=1))))
    return Proofs(row, step, start, premises[known])


def _widened(premises: Ints, width: int) -> Ints:
    missing = np.full((len(premises), width - premises.shape[1]), -1, dtype=np.int64)
    return np.concatenate((premises, missing), axis=1)


def _marked(row: Ints, premises: Ints, needed: Flags) -> Flags:
    """Which proofs are of needed rows, where what they rest on is needed as well."""
    kept = needed[row]
    fresh = np.flatnonzero(kept)
    own = Keyed.by(row)
    while len(fresh):
        rests_on = premises[fresh]
        rests_on = distinct(rests_on[rests_on >= 0])
        rests_on = rests_on[~needed[rests_on]]
        needed[rests_on] = True
        _, fresh = own.rows(rests_on)
        kept[fresh] = True
    return kept


def _of(derived: Derived, relation: str) -> tuple[Ints, Ints, Ints]:
    """The proofs of a relation as they come: row, step, and a column a premise, -1 for those that are not there."""
    names = derived.tables.premises_of(relation)
    kept = ", ".join(f'coalesce("{name}", -1) AS {name}' for name in names)
    table = derived.tables.proofs(relation)
    found = derived.connection.execute(f'SELECT "row", step, {kept} FROM "{table}"').fetchnumpy()
    return ints_of(found["row"]), ints_of(found["step"]), np.stack([ints_of(found[name]) for name in names], axis=1)


def _with_items(derived: Derived, counted: dict[int, Count], row: Ints, step: Ints, domain: Ints) -> Proofs:
    """The proofs of counts: a row of the domain, and then the items; rows with one key may prove a row alike."""
    parts = []
    for count in counted.values():
        table = derived.tables.items(count.head)
        found = derived.connection.execute(f'SELECT {listed(("row", "p0", "item"))} FROM "{table}"').fetchnumpy()
        parts.append([ints_of(found[name]) for name in ("row", "p0", "item")])
    item_row, item_domain, item = (np.concatenate([part[place] for part in parts]) for place in range(3))
    kept = np.isin(item_row, row)
    item_row, item_domain, item = item_row[kept], item_domain[kept], item[kept]
    proof = np.concatenate((np.arange(len(row)), _find(row, domain, item_row, item_domain)))
    premise = np.concatenate((domain, item))
    is_item = np.repeat(np.array([0, 1]), (len(row), len(item)))
    order = np.lexsort((premise, is_item, proof))
    start = np.concatenate(([0], np.cumsum(np.bincount(proof, minlength=len(row)))))
    return Proofs(row, step, start, premise[order])


def _find(row: Ints, domain: Ints, wanted_row: Ints, wanted_domain: Ints) -> Ints:
    """The place of each wanted pair among pairs that are all different."""
    left, right = np.concatenate((row, wanted_row)), np.concatenate((domain, wanted_domain))
    order = np.lexsort((right, left))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.cumsum(firsts(left[order], right[order])) - 1
    place = np.empty(len(row), dtype=np.int64)
    place[number[: len(row)]] = np.arange(len(row))
    return place[number[len(row) :]]


def ints_of(column: Any) -> Ints:
    """A column as it was fetched; of a table without rows it may be of any type."""
    return np.asarray(column, dtype=np.int64)
