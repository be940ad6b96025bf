"""A case with facts taken out, put in or changed: the case that would have been written without them, or with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from whosays.facts.case import Case, CaseFact
from whosays.facts.entry import Entry, Reading, read_entry
from whosays.facts.kinds import Kind
from whosays.facts.references import check_references, unique
from whosays.marked import MarkedList, MarkedMap, MarkedScalar, Node, problem_at
from whosays.problems import Mark, Problem, suggest


class Change(NamedTuple):
    """A field of a fact gets another value; without one it is left out. `mark` is where this was asked for."""

    fact: str
    field: str
    value: Node | None
    mark: Mark


class Removal(NamedTuple):
    """A fact to be taken out, and where this was asked for."""

    fact: str
    mark: Mark


class Gone(NamedTuple):
    """A fact that goes because what it needs goes: `field` names `target`."""

    fact: str
    field: str
    target: str


class Unlinked(NamedTuple):
    """A mention that is dropped from a fact that stays."""

    fact: str
    field: str
    target: str


@dataclass(frozen=True, slots=True, eq=False)
class Edited:
    """The case after an edit; `gone` went along with what was taken out, `unlinked` no longer name it."""

    case: Case
    gone: tuple[Gone, ...] = ()
    unlinked: tuple[Unlinked, ...] = ()


def edited(
    case: Case, without: Sequence[Removal] = (), added: Sequence[Node] = (), changes: Sequence[Change] = ()
) -> tuple[Edited | None, tuple[Problem, ...]]:
    """The case after an edit, all parts of it at once; or None and what is wrong with the edit.

    What is taken out and put in again is replaced. A fact goes along if a field that it needs names what is gone: a
    required one, the report that states it, or all that it cites. Other mentions are dropped.
    """
    problems: list[Problem] = []
    for removal in without:
        if removal.fact not in case:
            hint = suggest(removal.fact, (fact.id for fact in case)) if len(case) < 20 else _near(case, removal.fact)
            problems.append(Problem("unknown-fact", f'the case has no fact "{removal.fact}"', removal.mark, hint=hint))
    new = [entry for item in added if (entry := read_entry(item, case.vocabulary, problems)) is not None]
    nodes = _changed_nodes(case, changes, problems)
    if any(problem.is_error for problem in problems):
        return None, tuple(problems)
    wanted = {removal.fact for removal in without}
    back = {entry.id for entry in new}
    gone, lost = Mentions.of(case).gone_along(wanted - back, wanted | set(nodes))
    dropped = wanted | {each.fact for each in gone}
    if not new and not nodes:
        return _taken_out(case, dropped, lost, gone), ()
    unlinked: list[Unlinked] = []
    entries = []
    for fact in case:
        if fact.id not in dropped:
            node = _pruned(nodes.get(fact.id, fact.node), fact, lost, unlinked)
            entries.append(_entry(case, fact, node, problems))
    by_id = unique([*entries, *new], problems)
    check_references(by_id, case.vocabulary, problems)
    if any(problem.is_error for problem in problems):
        return None, tuple(sorted(set(problems), key=Problem.sort_key))
    return Edited(_case(case, by_id.values()), gone, tuple(unlinked)), ()


def without_facts(case: Case, ids: Iterable[str]) -> Edited:
    """The case without these facts and what goes along with them. Unknown ids are no facts of it and change nothing."""
    wanted = {each for each in ids if each in case}
    gone, lost = Mentions.of(case).gone_along(wanted, wanted)
    return _taken_out(case, wanted | {each.fact for each in gone}, lost, gone)


def with_value(case: Case, fact_id: str, field: str, value: Node) -> Case:
    """The case with another value of a field that names no other facts. The value must be one that the field takes."""
    nodes = _changed_nodes(case, [Change(fact_id, field, value, Mark(fact_id))], [])
    fact = case[fact_id]
    model = _entry(case, fact, nodes[fact_id], []).model
    assert model is not None  # the value fits, and so did all else
    changed = replace(fact, model=model, node=nodes[fact_id])
    return replace(case, facts=(*case.facts[: fact.index], changed, *case.facts[fact.index + 1 :]))


@dataclass(frozen=True, slots=True, eq=False)
class Mentions:
    """Which facts name which: for asking often what would go along."""

    case: Case
    users: Mapping[str, Sequence[CaseFact]]

    @classmethod
    def of(cls, case: Case) -> Mentions:
        """The mentions in a case."""
        users: dict[str, list[CaseFact]] = defaultdict(list)
        for fact in case:
            references = case.vocabulary[fact.kind].references
            for target in dict.fromkeys(each for field in references for each in _named(fact, field.name)):
                users[target].append(fact)
        return cls(case, users)

    def gone_with(self, ids: Iterable[str]) -> frozenset[str]:
        """These facts, and those that would go along with them."""
        return frozenset(self.gone_along({each for each in ids if each in self.case}, set())[1])

    def gone_along(self, missing: set[str], settled: set[str]) -> tuple[tuple[Gone, ...], set[str]]:
        """The facts that go with those that are missing, and all ids that lead nowhere then; `settled` ones stay."""
        lost, found, fresh = set(missing), list[Gone](), set(missing)
        while fresh:
            asked = {fact.index: fact for each in fresh for fact in self.users.get(each, ())}
            fresh = set()
            for _, fact in sorted(asked.items()):
                if (
                    fact.id not in lost
                    and fact.id not in settled
                    and (why := _needs(self.case.vocabulary[fact.kind], fact, lost)) is not None
                ):
                    fresh.add(fact.id)
                    found.append(why)
            lost |= fresh
        return tuple(found), lost


def _near(case: Case, word: str) -> str:
    found = suggest(word, (fact.id for fact in case))
    return found if found.startswith("did you mean") else "a fact is named by its id"


def _changed_nodes(case: Case, changes: Sequence[Change], problems: list[Problem]) -> dict[str, MarkedMap]:
    nodes: dict[str, MarkedMap] = {}
    for change in changes:
        fact = case.get(change.fact)
        if fact is None:
            hint = _near(case, change.fact)
            problems.append(Problem("unknown-fact", f'the case has no fact "{change.fact}"', change.mark, hint=hint))
            continue
        fields = fact.fields
        if change.field not in fields or change.field == "id":
            hint = suggest(change.field, (name for name in fields if name != "id"), "fields")
            message = f'"{fact.id}" is of the kind {fact.kind}, and has no field "{change.field}" to change'
            problems.append(Problem("unknown-field", message, change.mark, hint=hint))
            continue
        if change.value is None and fields[change.field].required:
            message = f'"{fact.id}" needs its {change.field}'
            hint = "give it another value, or take the fact out"
            problems.append(Problem("missing-field", message, change.mark, hint=hint))
            continue
        node = nodes.get(fact.id, fact.node)
        kept = tuple(entry for entry in node.entries if entry[0].text != change.field)
        if change.value is not None:
            source = change.value.source
            key = MarkedScalar(source, change.value.start, change.value.end, change.field, change.field)
            kept = (*kept, (key, change.value))
        nodes[fact.id] = replace(node, entries=kept)
    return nodes


def _needs(kind: Kind, fact: CaseFact, lost: set[str]) -> Gone | None:
    """Why a fact of a kind cannot stay without those that are lost."""
    for field in kind.references:
        named = _named(fact, field.name)
        left = [each for each in named if each not in lost]
        if len(left) == len(named):
            continue
        needed = field.required or field.name == kind.stated_by or (field.name == "cites" and not left)
        if len(left) < field.min_items or (needed and not (field.many and left)):
            return Gone(fact.id, field.name, next(each for each in named if each in lost))
    return None


def _named(fact: CaseFact, field: str) -> tuple[str, ...]:
    value = fact.get(field)
    return () if value is None else value if isinstance(value, tuple) else (value,)


def _taken_out(case: Case, dropped: set[str], lost: set[str], gone: tuple[Gone, ...]) -> Edited:
    """The case with facts taken out only: what stays needs no checking again."""
    unlinked: list[Unlinked] = []
    facts: list[CaseFact] = []
    for fact in case:
        if fact.id in dropped:
            continue
        node = _pruned(fact.node, fact, lost, unlinked) if lost else fact.node
        model = fact.model if node is fact.node else _entry(case, fact, node, []).model
        assert model is not None  # it was read before, and has lost nothing that it needs
        facts.append(CaseFact(len(facts), fact.kind, fact.id, model, node, fact.fields))
    return Edited(replace(case, facts=tuple(facts)), gone, tuple(unlinked))


def _pruned(node: MarkedMap, fact: CaseFact, lost: set[str], unlinked: list[Unlinked]) -> MarkedMap:
    """The fields of a fact without mentions of what is lost; the same object where there are none."""
    references = {field.name for field in fact.fields.values() if field.type == "ref"}
    entries, same = list[tuple[MarkedScalar, Node]](), True
    for key, value in node.entries:
        if key.text not in references and key.text != "seen_in":
            entries.append((key, value))
            continue
        items = value.items if isinstance(value, MarkedList) else (value,)
        left = tuple(item for item in items if _target(item) not in lost)
        if len(left) == len(items):
            entries.append((key, value))
            continue
        same = False
        unlinked += [Unlinked(fact.id, key.text, _target(item)) for item in items if _target(item) in lost]
        if left and isinstance(value, MarkedList):
            entries.append((key, replace(value, items=left)))
    return node if same else replace(node, entries=tuple(entries))


def _target(item: Node) -> str:
    if isinstance(item, MarkedMap):
        item = item.get("document") or item
    return item.text if isinstance(item, MarkedScalar) else ""


def _entry(case: Case, fact: CaseFact, node: MarkedMap, problems: list[Problem]) -> Entry:
    kind = case.vocabulary[fact.kind]
    reading = Reading(problems)
    values = reading.mapping(node, kind.fields, kind.name, node)
    model = None if reading.failed else kind.model.model_construct(**values)
    id_node = node.get("id")
    assert isinstance(id_node, MarkedScalar)  # it was read before
    return Entry(fact.id, id_node, fact.kind, node, model, tuple(reading.references), kind.fields)


def _case(case: Case, entries: Iterable[Entry]) -> Case:
    order = {name: kind.order for name, kind in case.vocabulary.items()}
    ordered = sorted(entries, key=lambda entry: (order[entry.kind], entry.id))
    facts = tuple(
        CaseFact(index, entry.kind, entry.id, entry.model, entry.node, entry.fields)
        for index, entry in enumerate(ordered)
        if entry.model is not None
    )
    return replace(case, facts=facts)


def fact_items(node: Node | None) -> Iterator[Node | Problem]:
    """The facts in a piece of YAML: a list of them, a mapping with `facts`, or a single one."""
    if isinstance(node, MarkedList):
        yield from node.items
    elif isinstance(node, MarkedMap) and [key.text for key, _ in node.entries] == ["facts"]:
        yield from fact_items(node.entries[0][1])
    elif isinstance(node, MarkedMap):
        yield node
    elif node is not None and not (isinstance(node, MarkedScalar) and node.value is None):
        hint = "a fact is written `{<kind>: {id: ..., ...}}`, several as a list of them"
        yield problem_at(node, "not-a-fact", "this is not a fact", hint=hint)


def items_and_problems(node: Node | None) -> tuple[tuple[Node, ...], tuple[Problem, ...]]:
    """The facts in a piece of YAML, and what is no fact in it."""
    found = tuple(fact_items(node))
    return (
        tuple(each for each in found if not isinstance(each, Problem)),
        tuple(each for each in found if isinstance(each, Problem)),
    )
