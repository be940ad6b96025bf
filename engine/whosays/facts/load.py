"""Reading a case: all problems at once, or a Case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from whosays.facts.advice import warnings
from whosays.facts.case import Case, CaseFact
from whosays.facts.entry import Entry, Reading
from whosays.facts.folder import CaseFiles, read_files
from whosays.facts.kinds import Vocabulary, head_fields, kinds
from whosays.facts.references import read_facts
from whosays.marked import (
    DISK,
    MarkedList,
    MarkedMap,
    MarkedScalar,
    Node,
    Texts,
    mark_value,
    problem_at,
    read_yaml,
)
from whosays.problems import Problem, ProblemsError, short, suggest


def load_case(path: str | Path, kinds: Vocabulary | None = None) -> Case:
    """The case in a folder or file. Raises ProblemsError with everything that is wrong with it.

    `kinds` are those of the rulebook it is for (`load_rulebook(...).kinds`); left out: those of the case format.
    """
    return _case_or_error(*read_case(path, kinds))


def read_case(
    path: str | Path, kinds: Vocabulary | None = None, texts: Texts = DISK
) -> tuple[Case | None, tuple[Problem, ...]]:
    """The case in a folder or file, and its problems. With an error among them there is no case."""
    return _read(read_files(path, texts), kinds)


def read_case_text(name: str, data: bytes, kinds: Vocabulary | None = None) -> tuple[Case | None, tuple[Problem, ...]]:
    """A single-file case from bytes, for standard input and editors."""
    head, problems = read_yaml((name, data))
    return _read(CaseFiles(head, (), problems, is_complete=head is not None), kinds)


def case_from_dict(data: Mapping[str, Any], name: str = "<dict>", kinds: Vocabulary | None = None) -> Case:
    """A case from data in the single-file form: `case`, `title`, `facts`, ... Raises ProblemsError."""
    head, problems = mark_value(dict(data), name)
    return _case_or_error(*_read(CaseFiles(head, (), problems, is_complete=head is not None), kinds))


def _case_or_error(case: Case | None, problems: Sequence[Problem]) -> Case:
    if case is None:
        raise ProblemsError(problems)
    return case


def _read(files: CaseFiles, wanted: Vocabulary | None) -> tuple[Case | None, tuple[Problem, ...]]:
    known = kinds() if wanted is None else wanted
    problems = list(files.problems)
    head = _head(files.head, problems)
    items = (*_head_items(files.head, problems), *_other_items(files.others, known, problems))
    entries = read_facts(items, known, problems, are_all=files.is_complete)
    case = None
    if head is not None and isinstance(files.head, MarkedMap) and not any(problem.is_error for problem in problems):
        case = _case(head, known, entries)
        problems += warnings(files.head, case.as_of, entries)
    return case, tuple(sorted(set(problems), key=Problem.sort_key))


def _case(head: Mapping[str, Any], known: Vocabulary, entries: Any) -> Case:
    order = {name: kind.order for name, kind in known.items()}
    ordered: list[Entry] = sorted(entries, key=lambda entry: (order[entry.kind], entry.id))
    facts = tuple(
        CaseFact(index, entry.kind, entry.id, entry.model, entry.node, entry.fields)
        for index, entry in enumerate(ordered)
        if entry.model is not None
    )
    return Case(head["case"], head["title"], head.get("as_of"), head.get("question"), facts, known)


def _head(node: Node | None, problems: list[Problem]) -> dict[str, Any] | None:
    """The values of the head; None with a problem."""
    if node is None:
        return None
    if not isinstance(node, MarkedMap):
        message = "this file does not begin like a case"
        hint = "a case begins with `case: <id>` and `title: <text>`; its facts come under `facts:` or in further files"
        problems.append(problem_at(node, "not-a-case", message, hint=hint))
        return None
    reading = Reading(problems)
    entries = tuple(entry for entry in node.entries if entry[0].text != "facts")
    only_head = MarkedMap(node.source, node.start, node.end, entries)
    values = reading.mapping(only_head, head_fields(), "case", node, ("facts",))
    return None if reading.failed else values


def _head_items(node: Node | None, problems: list[Problem]) -> Iterator[Node]:
    facts = node.get("facts") if isinstance(node, MarkedMap) else None
    if facts is not None:
        yield from _items(facts, problems)


def _other_items(nodes: Sequence[Node], known: Vocabulary, problems: list[Problem]) -> Iterator[Node]:
    """The items of the further files of a folder: a list each, or a mapping with nothing but `facts`."""
    for node in nodes:
        if not isinstance(node, MarkedMap):
            yield from _items(node, problems)
            continue
        for key, value in node.entries:
            if key.text == "facts":
                yield from _items(value, problems)
                continue
            hint = suggest(key.text[:100], ["facts"], "known")
            if key.text in known:
                hint = f"facts are a list: write `- {key.text}:`"
            elif key.text in head_fields():
                hint = "the head of a case stands in case.yaml only"
            problems.append(problem_at(key, "not-a-fact", f'"{short(key.text)}" does not belong here', hint=hint))


def _items(node: Node, problems: list[Problem]) -> tuple[Node, ...]:
    if isinstance(node, MarkedList):
        return node.items
    if not (isinstance(node, MarkedScalar) and node.value is None):
        hint = "write `- <kind>: {id: ..., ...}` for each"
        problems.append(problem_at(node, "not-a-fact", "facts are a list", hint=hint))
    return ()
