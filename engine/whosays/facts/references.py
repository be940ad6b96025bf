"""What facts say of each other: ids are unique, references fit, and no membership leads back to itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from whosays.facts.entry import Entry, Reference, lost_kind, read_entry
from whosays.facts.kinds import Vocabulary
from whosays.marked import Node, problem_at
from whosays.problems import Problem, a, did_you_mean

NO_RINGS = (("actor", "part_of"), ("place", "within"), ("report", "repeats"))
"""Fields that lead from a kind to itself and must end somewhere. Reports may well cite each other in a ring."""

_MOST_HINTS = 20
"""Looking for a similar id takes time; when a whole file is wrong the first few hints do."""


def read_facts(
    items: Iterable[Node], known: Vocabulary, problems: list[Problem], *, are_all: bool = True, build: bool = True
) -> tuple[Entry, ...]:
    """The facts of a case, or of an example of a rule, and all that is wrong with them, each and together.

    `are_all` is false where a file could not be read: then no reference is checked, as it may lead there. Without
    `build` the facts are checked only.
    """
    entries: list[Entry] = []
    lost: set[str] = set()
    for item in items:
        entry = read_entry(item, known, problems, build=build)
        if entry is None:
            lost.add(lost_kind(item))
        else:
            entries.append(entry)
    by_id = unique(entries, problems)
    lost |= {entry.kind for entry in entries if by_id[entry.id] is not entry}
    if are_all:
        check_references(by_id, known, problems, lost)
    return tuple(entries)


def unique(entries: Iterable[Entry], problems: list[Problem]) -> dict[str, Entry]:
    """The entries by id; of two with the same id the first counts, and the second is a problem."""
    by_id: dict[str, Entry] = {}
    for entry in entries:
        first = by_id.setdefault(entry.id, entry)
        if first is not entry:
            note = f"the first is at {first.id_node.where}"
            hint = "ids are unique in a case, whatever the kind: give this one another"
            message = f'"{entry.id}" is the id of another fact already'
            problems.append(problem_at(entry.id_node, "duplicate-id", message, note=note, hint=hint))
    return by_id


def check_references(
    by_id: Mapping[str, Entry],
    known: Vocabulary,
    problems: list[Problem],
    lost: Collection[str] = (),
    of: Iterable[Entry] | None = None,
) -> None:
    """Every reference of every entry, or of those entries only that are new; then rings of membership.

    A reference that leads nowhere is not reported where it may be meant for a fact of a kind that is `lost`, as its id
    could not be read: that would be an echo.
    """
    found: list[Problem] = []
    asked = tuple(by_id.values()) if of is None else tuple(of)
    for entry in asked:
        for reference in entry.references:
            similar = by_id if len(found) < _MOST_HINTS else {}
            wanted = set(reference.field.refers_to)
            if reference.target not in by_id and lost and (not wanted or wanted & {*lost} or "" in lost):
                continue
            if problem := _reference(entry, reference, by_id, similar, known):
                found.append(problem)
    problems += found
    for kind, field in NO_RINGS:
        if any(
            reference.field.name == field for entry in asked if entry.kind == kind for reference in entry.references
        ):
            problems += _rings(by_id, kind, field)


def _reference(
    entry: Entry, reference: Reference, by_id: Mapping[str, Entry], similar: Mapping[str, Entry], known: Vocabulary
) -> Problem | None:
    """What is wrong with a reference; its hint is looked for among `similar`."""
    target, kinds = by_id.get(reference.target), reference.field.refers_to
    node, name = reference.node, reference.target
    if target is None:
        fitting = [each.id for each in similar.values() if not kinds or each.kind in kinds]
        hint = did_you_mean(name, fitting) or f"add {a(kinds[0]) if kinds else 'a fact'} with this id, or correct it"
        return problem_at(node, "dangling-reference", f'there is no "{name}" in this case', hint=hint)
    if target is entry:
        message = f'"{reference.field.name}" names the {entry.kind} itself'
        return problem_at(node, "self-reference", message, hint="name another fact, or leave it out")
    if kinds and target.kind not in kinds and target.kind in known:
        needed = " or ".join(map(a, kinds))
        message = f'"{name}" is {a(target.kind)}, but {needed} is needed here'
        near = did_you_mean(name, [each.id for each in similar.values() if each.kind in kinds])
        note = f'"{name}" is defined at {target.id_node.where}'
        return problem_at(node, "wrong-reference", message, note=note, hint=near)
    return None


def _rings(by_id: Mapping[str, Entry], kind: str, field: str) -> list[Problem]:
    """One problem for each reference that closes a ring, found depth first without recursion."""
    edges = {
        entry.id: [ref for ref in entry.references if ref.field.name == field and ref.target != entry.id]
        for entry in by_id.values()
        if entry.kind == kind
    }
    problems, done = [], set[str]()
    for start in sorted(edges):
        path: dict[str, list[Reference]] = {}
        if start not in done:
            path[start] = list(edges[start])
        while path:
            here, rest = next(reversed(path.items()))
            if not rest:
                done.add(here)
                path.popitem()
                continue
            reference = rest.pop(0)
            if reference.target in path:
                ids = list(path)
                ring = [*ids[ids.index(reference.target) :], reference.target]
                problems.append(_ring(reference, ring))
            elif reference.target in edges and reference.target not in done:
                path[reference.target] = list(edges[reference.target])
    return problems


def _ring(reference: Reference, ring: list[str]) -> Problem:
    shown = ring if len(ring) <= 8 else [*ring[:4], "...", *ring[-3:]]
    message = f'"{reference.field.name}" leads back to where it began: {" -> ".join(shown)}'
    return problem_at(reference.node, "reference-ring", message, hint="leave one of these steps out")
