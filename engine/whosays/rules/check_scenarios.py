"""Checking scenarios: each has a name of its own, and examples name those that there are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from whosays.facts.kinds import Vocabulary
from whosays.facts.references import read_facts
from whosays.problems import suggest
from whosays.rules.reader import Reader
from whosays.rules.syntax import Rulebook, Scenario

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def check_scenarios(reader: Reader, books: Sequence[Rulebook], kinds: Vocabulary) -> tuple[Scenario, ...]:
    """The scenarios of all books, after checking them and every example; the last book is the one that is loaded.

    Of a book that others extend, a scenario that nobody uses is its own affair: perhaps it is there to be used.
    """
    found: dict[str, Scenario] = {}
    for scenario in (each for book in books for each in book.scenarios):
        # What its facts refer to may stand in the examples that name it, and is looked for there.
        read_facts(scenario.nodes, kinds, reader.problems, are_all=False, build=False)
        if not _NAME.fullmatch(scenario.name):
            message = f'"{scenario.name}" is no name for a scenario'
            reader.problem("bad-id", message, scenario.mark, hint="a name has small letters, digits and - only")
        first = found.setdefault(scenario.name, scenario)
        if first is not scenario:
            note = f"the first is at {first.mark}"
            message = f'two scenarios are called "{scenario.name}"'
            reader.problem("duplicate-scenario", message, scenario.mark, note=note, hint="give this one another name")
    used = _used(reader, books, found)
    whole = not any(problem.is_error for problem in reader.problems)  # else the example that uses it may be missing
    for scenario in books[-1].scenarios:
        if whole and scenario.name not in used:
            message = f'no example uses the scenario "{scenario.name}"'
            hint = f"delete it, or name it in an example: given: {scenario.name}"
            reader.problem("unused-scenario", message, scenario.mark, hint=hint, severity="warning")
    return tuple(found.values())


def _used(reader: Reader, books: Sequence[Rulebook], known: Mapping[str, Scenario]) -> set[str]:
    used = set()
    for example in (each for book in books for rule in book.rules for each in rule.examples):
        for name, mark in example.scenarios:
            used.add(name)
            if name not in known:
                hint = suggest(name, known, "scenarios") or "declare it under scenarios, or write a list of facts"
                reader.problem("unknown-scenario", f'there is no scenario "{name}"', mark, hint=hint)
    return used
