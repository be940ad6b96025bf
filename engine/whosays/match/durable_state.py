"""What durable_rules holds for one session: rows in as JSON facts, matches out.

How it is told what and in what order is as important as the rules: see durable_ruleset.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import durable_rules_engine as engine

from whosays.deadline import NO_DEADLINE, Deadline
from whosays.match import durable_limits as limits
from whosays.match.durable_reading import Reading
from whosays.match.durable_ruleset import OPEN, PHASE, RulesetPlan
from whosays.match.matcher import Match, MatcherFailedError, Row, matcher_failed
from whosays.problems import Mark

_STORED, _NOT_LISTENED_TO = 0, 1
_OPEN_ID, _PHASE_ID, _FIRST_ROW_ID = 0, 1, 2
_FACT_ID = re.compile(r'\{"id":(\d+),')


@dataclass(slots=True)
class Ruleset:
    """A ruleset of the engine, and how many sessions use it."""

    plan: RulesetPlan
    handle: int
    live: int = 0

    def delete(self) -> None:
        """Take it from the engine; no session may use it."""
        engine.delete_ruleset(self.handle)


class Taker:
    """Writes the rows of a relation as facts of a session, as far as its ruleset has use for them."""

    __slots__ = ("_cells", "_names", "_reading", "_start", "_takes_all_known", "_template", "taken")

    def __init__(self, reading: Reading, sid: str) -> None:
        self.taken = 0
        self._reading = reading
        self._names = [f',"c{column}":' for column in reading.columns]
        self._cells = _cells_at(reading.columns)
        self._start = f',"sid":"{sid}","t":{reading.type},"k":1'
        self._takes_all_known = any(not shape.constants for shape in reading.shapes)
        self._template = f'{{"id":%d{self._start}{"".join(name + "%d" for name in self._names)}}}'

    def fact(self, identity: int, values: Sequence[int | None]) -> str:
        """The JSON of a row, without what is not known; empty if no pattern wants it."""
        all_known = None not in values
        if not (all_known and self._takes_all_known) and not self._reading.wants(values):
            return ""
        self.taken += 1
        cells = self._cells(values)
        if all_known:
            return self._template % (identity, *cells)
        known = [f"{name}{cell}" for name, cell in zip(self._names, cells, strict=True) if cell is not None]
        return f'{{"id":{identity}{self._start}{"".join(known)}}}'


def _cells_at(columns: tuple[int, ...]) -> Callable[[Sequence[int | None]], tuple[int | None, ...]]:
    """Takes these columns from a row; itemgetter gives a tuple for two and more only."""
    if len(columns) > 1:
        return itemgetter(*columns)
    return lambda values: tuple([values[column] for column in columns])


@dataclass(slots=True)
class State:
    """What one ruleset holds for one session."""

    ruleset: Ruleset
    sid: str
    takers: dict[str, Taker]
    deadline: Deadline = NO_DEADLINE
    offset: int = 0
    numbers: list[int] = field(default_factory=list)
    phase_open: bool = False

    def __post_init__(self) -> None:
        # Something must have fired before a state may be deleted: the engine frees what its first action fills in.
        self._assert(f'{{"id":{_OPEN_ID},"sid":"{self.sid}","t":{OPEN},"k":1}}')
        for _ in self._fired():
            pass

    def feed(self, rows: Sequence[Row]) -> list[Match]:
        """The matches that these rows bring."""
        facts = self._facts(rows)
        self._check_room()
        matches: list[Match] = []
        for start in range(0, len(facts), limits.ROWS_A_FETCH):
            for fact in facts[start : start + limits.ROWS_A_FETCH]:
                self.deadline.check()  # at every fact: where many join, a single one may take a second
                self._assert(fact)
            self._fetch(matches)
        if self.ruleset.plan.negates and not self.phase_open:
            self.phase_open = True
            self._assert(f'{{"id":{_PHASE_ID},"sid":"{self.sid}","t":{PHASE},"k":1}}')
            self._fetch(matches)
        return matches

    def _facts(self, rows: Sequence[Row]) -> list[str]:
        """The JSON of the rows that are of use, now that they have got their ids."""
        facts = []
        for row in rows:
            taker = self.takers.get(row.relation)
            if taker is not None and (fact := taker.fact(len(self.numbers) + _FIRST_ROW_ID, row.values)):
                self.numbers.append(row.number)
                facts.append(fact)
        return facts

    def _check_room(self) -> None:
        if len(self.numbers) > limits.SESSION_ROWS:
            raise failed(f"more than {limits.SESSION_ROWS:,} rows have to be joined at once")
        for rule, relations in self.ruleset.plan.loose:
            takers = [self.takers.get(name) for name in relations]
            combinations = math.prod(taker.taken if taker else 0 for taker in takers)
            if combinations > limits.LOOSE_JOINS:
                what = f"{combinations:,} combinations of {' and '.join(relations)}, which nothing ties together"
                raise failed(what, rule.origin.mark)

    def _fetch(self, matches: list[Match]) -> None:
        for text in self._fired():
            if len(matches) == limits.MATCHES:
                raise failed(f"there are more than {limits.MATCHES:,} matches")
            matches.append(self._match(text))

    def _assert(self, fact: str) -> None:
        try:
            code, self.offset = engine.assert_fact(self.ruleset.handle, fact)
        except engine.error as error:
            raise failed(str(error)) from error
        if code not in {_STORED, _NOT_LISTENED_TO}:
            raise failed(f"a row was turned away with code {code}")

    def _fired(self) -> Iterator[str]:
        """The matches waiting in the engine, as its JSON."""
        handle, offset = self.ruleset.handle, self.offset
        try:
            started = engine.start_action_for_state(handle, offset)
            text: Any = started and started[1]
            while text is not None:
                yield text
                text = engine.complete_and_start_action(handle, offset)
        except engine.error as error:
            raise failed(str(error)) from error

    def _match(self, text: str) -> Match:
        """A match as the engine tells it: the rule, then the facts of its patterns in their order."""
        rule = int(text[len('{"r') : text.index('"', 3)])
        facts = _FACT_ID.findall(text)
        numbers = self.numbers
        return Match(
            rule, tuple([numbers[int(facts[place]) - _FIRST_ROW_ID] for place in self.ruleset.plan.places[rule]])
        )

    def close(self) -> None:
        """Delete it from the engine."""
        engine.delete_state(self.ruleset.handle, self.sid)


def failed(what: str, mark: Mark | None = None) -> MatcherFailedError:
    """The problem that durable_rules could not do its work."""
    return matcher_failed("durable_rules", what, mark)
