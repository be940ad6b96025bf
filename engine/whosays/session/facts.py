"""The facts of a session: taken in, changed and taken out; what would make them a faulty case is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from whosays.facts.case import Case, CaseFact
from whosays.facts.edit import Gone, Unlinked, without_facts
from whosays.facts.entry import Entry, lost_kind, read_entry
from whosays.facts.kinds import Vocabulary
from whosays.facts.load import case_from_dict
from whosays.facts.references import check_references, unique
from whosays.marked import MarkedMap, MarkedScalar, Node, SourceText, mark_value, problem_at
from whosays.problems import Problem, ProblemsError, a, suggest

PLACE = "session"
"""What stands where other problems name a file."""


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A fact that was read: which others it names in fields that rules see, and the relations that it fills."""

    entry: Entry
    targets: tuple[str, ...]
    filled: frozenset[str]

    @classmethod
    def of(cls, entry: Entry) -> Fact:
        """What is needed of an entry without problems."""
        seen = (each for each in entry.references if entry.fields.get(each.field.name) is each.field)
        lists = (each for each in entry.fields.values() if each.many and getattr(entry.model, each.attribute))
        filled = frozenset((entry.kind, *(f"{entry.kind}.{each.name}" for each in lists)))
        return cls(entry, tuple(dict.fromkeys(each.target for each in seen)), filled)


@dataclass(frozen=True, eq=False)
class Facts:
    """The facts as they are at one moment. `head` is the case without them."""

    head: Case
    by_id: Mapping[str, Fact]

    @classmethod
    def of(cls, case: Case) -> Facts:
        """Those of a case, read once more with the kinds it has. Raises ProblemsError."""
        problems: list[Problem] = []
        found: dict[str, Fact] = {}
        for fact in case:
            entry = read_entry(_item(fact.kind, fact.node), case.vocabulary, problems)
            if entry is not None and entry.model is not None:
                found[entry.id] = Fact.of(entry)
        _refuse(problems)
        return cls(replace(case, facts=()), found)

    @cached_property
    def case(self) -> Case:
        """All of them, as a case."""
        return self.case_of(self.by_id.values())

    def case_of(self, facts: Iterable[Fact]) -> Case:
        """Some of them, as a case."""
        order = {name: kind.order for name, kind in self.head.vocabulary.items()}
        entries = sorted((fact.entry for fact in facts), key=lambda entry: (order[entry.kind], entry.id))
        found = tuple(
            CaseFact(index, entry.kind, entry.id, entry.model, entry.node, entry.fields)
            for index, entry in enumerate(entries)
            if entry.model is not None
        )
        return replace(self.head, facts=found)


class Draft:
    """Facts that are being changed. Each change is made whole or, with a ProblemsError, not at all.

    What facts say of each other is checked by `done`, so that they may come in any order until then.
    """

    def __init__(self, facts: Facts) -> None:
        self.before = facts
        self.by_id = dict(facts.by_id)
        self.touched: frozenset[str] = frozenset()
        self.withdrawn: frozenset[str] = frozenset()
        self.gone: tuple[Gone, ...] = ()
        self.unlinked: tuple[Unlinked, ...] = ()

    def copy(self) -> Draft:
        """The same, to be changed by itself."""
        other = Draft(self.before)
        other.by_id = dict(self.by_id)
        other.touched, other.withdrawn = self.touched, self.withdrawn
        other.gone, other.unlinked = self.gone, self.unlinked
        return other

    def add(self, items: Sequence[Any]) -> None:
        """Take facts in."""
        problems: list[Problem] = []
        known = self.before.head.vocabulary
        nodes = [_marked(item, place, problems) for place, item in enumerate(items)]
        read = [(node, read_entry(node, known, problems)) for node in nodes if node is not None]
        new = [entry for _, entry in read if entry is not None]
        old = [self.by_id[each].entry for each in dict.fromkeys(entry.id for entry in new) if each in self.by_id]
        unique([*old, *new], problems)
        if problems and all(node is not None for node in nodes):  # what else is wrong is told with it
            lost = {lost_kind(node) for node, entry in read if entry is None}
            entries = {each.id: each for each in new}
            everything = {name: fact.entry for name, fact in self.by_id.items()} | entries
            check_references(everything, known, problems, lost, entries.values())
        _refuse(problems)
        self._take(new)

    def change(self, fact_id: str, fields: Mapping[str, Any]) -> None:
        """Give fields of a fact other values; None leaves a field out."""
        old = self._known(fact_id)
        problems: list[Problem] = []
        if "id" in fields:
            hint = "withdraw it, and add it under its new id"
            problems.append(_problem(fact_id, "unknown-field", "the id of a fact does not change", hint))
        values, found = mark_value({fact_id: {name: each for name, each in fields.items() if each is not None}}, PLACE)
        _refuse(found)  # else what is left out for it would be missed as well
        body = values.get(fact_id) if isinstance(values, MarkedMap) else None
        kept = tuple(entry for entry in old.node.entries if entry[0].text not in fields)
        for name in fields:
            if fields[name] is None and name not in old.fields:
                hint = suggest(name, (each for each in old.fields if each != "id"), "fields")
                problems.append(
                    _problem(f"{fact_id}.{name}", "unknown-field", f"{a(old.kind)} has no such field", hint)
                )
        new = body.entries if isinstance(body, MarkedMap) else ()
        source = SourceText(PLACE, path=fact_id)
        node = replace(old.node, source=source, start=None, end=None, entries=(*kept, *new))
        entry = read_entry(_item(old.kind, node), self.before.head.vocabulary, problems)
        _refuse(problems)
        if entry is not None:
            self._take([entry])

    def withdraw(self, ids: Sequence[str], *, cascade: bool) -> None:
        """Take facts out; with `cascade`, also those that cannot be without them, and every other mention of them."""
        for each in ids:
            self._known(each)
        if cascade:
            now = Facts(self.before.head, self.by_id)
            edited = without_facts(now.case, ids)
            self.gone += edited.gone
            self.unlinked += edited.unlinked
            ids = [*ids, *(each.fact for each in edited.gone)]
            changed = [fact for fact in edited.case if fact.node is not self.by_id[fact.id].entry.node]
            read = [read_entry(_item(fact.kind, fact.node), now.head.vocabulary, []) for fact in changed]
            self._take([entry for entry in read if entry is not None])
        for each in ids:
            self.by_id.pop(each, None)
        self.touched |= {*ids}
        self.withdrawn |= {*ids}

    def done(self) -> Facts:
        """The facts after all changes. Raises ProblemsError where they do not fit together."""
        problems: list[Problem] = []
        entries = {name: fact.entry for name, fact in self.by_id.items()}
        asked = [entries[each] for each in sorted(self.touched) if each in entries]
        if self.withdrawn:
            asked += [
                fact.entry
                for name, fact in self.by_id.items()
                if name not in self.touched and any(each.target in self.withdrawn for each in fact.entry.references)
            ]
        left: list[Entry] = []
        for entry in asked:
            orphaned = list(self._orphaned(entry))
            problems += orphaned
            if not orphaned:
                left.append(entry)
        check_references(entries, self.before.head.vocabulary, problems, of=left)
        _refuse(problems)
        return Facts(self.before.head, self.by_id)

    def _orphaned(self, entry: Entry) -> Iterator[Problem]:
        """The mentions in a fact of what has been withdrawn."""
        for each in entry.references:
            if each.target in self.withdrawn and each.target not in self.by_id:
                place = f"{entry.id}.{each.field.name}"
                hint = "withdraw with cascade=True to take along what names it, or change this first"
                yield _problem(place, "dangling-reference", f'"{each.target}" is withdrawn, but named here', hint)

    def _known(self, fact_id: str) -> Entry:
        fact = self.by_id.get(fact_id)
        if fact is None:
            hint = suggest(str(fact_id), self.by_id) if len(self.by_id) < 20 else "a fact is named by its id"
            raise ProblemsError([_problem(str(fact_id), "unknown-fact", "the session has no such fact", hint)])
        return fact.entry

    def _take(self, entries: Sequence[Entry]) -> None:
        self.by_id |= {entry.id: Fact.of(entry) for entry in entries}
        self.touched |= {entry.id for entry in entries}


def _marked(fact: Any, place: int, problems: list[Problem]) -> Node | None:
    """A fact as the tree that YAML gives; its places are its id and the field."""
    if not isinstance(fact, Mapping) or len(fact) != 1 or not isinstance(body := next(iter(fact.values())), Mapping):
        node, found = mark_value([fact] if not isinstance(fact, Mapping) else dict(fact), PLACE)
        problems += found
        return node
    kind, fact_id = next(iter(fact)), body.get("id")
    name = fact_id if isinstance(fact_id, str) else f"facts[{place}]"
    node, found = mark_value({name: dict(body)}, PLACE)
    problems += found
    inside = node.get(name) if isinstance(node, MarkedMap) and not found else None
    return None if inside is None else _item(str(kind), inside)


def _item(kind: str, node: Node) -> MarkedMap:
    """The list item `<kind>: {...}`, where the fields are."""
    key = MarkedScalar(node.source, node.start, node.end, kind, kind, plain=False)
    return MarkedMap(node.source, node.start, node.end, ((key, node),))


def _problem(path: str, code: str, message: str, hint: str) -> Problem:
    node = MarkedScalar(SourceText(PLACE, path=path), None, None, "", "")
    return problem_at(node, code, message, hint=hint)


def _refuse(problems: Iterable[Problem]) -> None:
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        raise ProblemsError(errors)


def head_of(case: Case | None, as_of: str | None, known: Vocabulary) -> Case:
    """The case that a session begins with, judged at a date where one is given. Raises ProblemsError."""
    fields = {} if as_of is None else {"as_of": as_of}
    empty = case_from_dict({"case": "session", "title": "Live session", **fields}, PLACE, known)
    if case is None:
        return empty
    return replace(case, as_of=case.as_of if as_of is None else empty.as_of, vocabulary=known)
