"""The clauses that no example needs, and why that is accepted: `survivors.yaml` in the folder that holds the rulebook.

    survivors:
      <id of the rulebook>:
        - rule: <id>
          clauses: [when/1, when/2/stance]
          why: <a reason>

A rulebook that is a folder reads every file in it; so the file lies beside that folder, not in it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from whosays.examples.mutate import Clause
from whosays.marked import MarkedList, read_yaml
from whosays.problems import Mark, Problem
from whosays.rules.reader import Reader

FILE = "survivors.yaml"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A clause that no example needs, and why that is right."""

    rule: str
    clause: str
    why: str
    mark: Mark


def read_survivors(file: Path, rulebook: str) -> tuple[tuple[Accepted, ...], tuple[Problem, ...]]:
    """What is accepted for the rulebook of this id, and what is wrong with the file."""
    reader = Reader()
    tree, problems = read_yaml(file)
    reader.problems += problems
    books = reader.mapping(reader.mapping(tree, FILE, ("survivors",)).get("survivors"), '"survivors"')
    found: list[Accepted] = []
    for item in reader.items(books.get(rulebook), f'"{rulebook}"'):
        entries = reader.mapping(item, "a survivor", ("rule", "clauses", "why"))
        if reader.missing(entries, ("rule", "clauses", "why"), "a survivor", item.mark):
            continue
        rule, why = reader.text(entries["rule"], '"rule"'), reader.text(entries["why"], '"why"')
        if not why:
            reader.problem("no-reason", f'"{rule}" survives without a reason', item.mark, hint="why: <a reason>")
        node = entries["clauses"]
        for clause in node.items if isinstance(node, MarkedList) else (node,):
            found.append(Accepted(rule, reader.text(clause, '"clauses"'), why, clause.mark))
    return tuple(found), tuple(reader.problems)


def stale(accepted: Sequence[Accepted], clauses: Sequence[Clause], rules: Collection[str]) -> tuple[Problem, ...]:
    """What is accepted and is no survivor (any more); `rules` are all there are."""
    by_name = {(clause.rule, clause.name): clause for clause in clauses}
    changed = {clause.rule for clause in clauses}
    problems = []
    for each in accepted:
        clause = by_name.get((each.rule, each.clause))
        if each.rule not in rules:
            message = f'there is no rule "{each.rule}"'
        elif each.rule not in changed or (clause is not None and clause.survives):
            continue
        elif clause is None:
            message = f'"{each.rule}" has no clause "{each.clause}" that can be changed'
        else:
            message = f'an example of "{each.rule}" needs "{each.clause}" now'
        hint = "take the entry out, or name the clause as `whosays test --mutate` does"
        problems.append(Problem("stale-survivor", message, each.mark, hint=hint, severity="warning"))
    return tuple(problems)
