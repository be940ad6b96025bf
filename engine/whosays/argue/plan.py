"""What would have to be in the case for a rule to fire."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from whosays.facts.case import Case
from whosays.facts.edit import Change, Edited, Removal, edited
from whosays.marked import mark_value
from whosays.problems import Mark

_NAME = "what is missing"


class NewFact(NamedTuple):
    """A fact that is missing: its kind, and its fields as they are written in a case."""

    kind: str
    fields: dict[str, Any]


class NewValue(NamedTuple):
    """A field of a fact of the case that would have to have another value; None: none at all."""

    fact: str
    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Plan:
    """Facts to put in, values to change, facts that stand in the way."""

    add: tuple[NewFact, ...] = ()
    change: tuple[NewValue, ...] = ()
    without: tuple[str, ...] = ()

    def __add__(self, other: Plan) -> Plan:
        return Plan(self.add + other.add, self.change + other.change, tuple({*self.without, *other.without}))

    @property
    def size(self) -> tuple[int, int, int]:
        """How much of the case it overturns: what stands in the way, what is otherwise, what is only missing."""
        return len(self.without), len(self.change), len(self.add)

    def carried_out(self, case: Case) -> Edited | None:
        """The case as it would be; None where it would be no case."""
        mark = Mark(_NAME)
        added = [node for each in self.add if (node := mark_value({each.kind: each.fields}, _NAME)[0]) is not None]
        changes = [Change(each.fact, each.field, _node(each.value), mark) for each in self.change]
        return edited(case, [Removal(each, mark) for each in sorted(self.without)], added, changes)[0]


def _node(value: Any) -> Any:
    return None if value is None else mark_value(value, _NAME)[0]


def fresh_id(word: str, taken: Iterable[str]) -> str:
    """An id that is not taken, made from a word."""
    taken = set(taken)
    base = "new-" + (re.sub(r"[^A-Za-z0-9_-]", "-", word) or "fact")
    return next(
        name
        for number in range(1, len(taken) + 2)
        if (name := base if number == 1 else f"{base}-{number}") not in taken
    )
