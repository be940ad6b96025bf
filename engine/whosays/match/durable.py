"""The matcher of the interactive path: durable_rules, a Rete engine in C, driven through its C module only.

A session is one state of the engine for each ruleset of the stratum. Rows that no pattern has use for are not sent.
Sessions are not for several threads at once.
"""

from __future__ import annotations

import itertools
import math
import re
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from types import TracebackType
from typing import Any, Self

import durable_rules_engine as engine

from whosays.match import durable_limits as limits
from whosays.match.durable_ruleset import OPEN, PHASE, Reading, RulesetPlan, plan_rulesets
from whosays.match.live import live_rules, relations_read
from whosays.match.matcher import Match, Row
from whosays.problems import Mark, Problem, ProblemsError
from whosays.rules.program import Program, Stratum

_STORED, _NOT_LISTENED_TO = 0, 1
_OPEN_ID, _PHASE_ID, _FIRST_ROW_ID = 0, 1, 2
_KEPT_STRATA = 128  # strata whose rulesets are kept for the next case
_FACT_ID = re.compile(r'\{"id":(\d+),')


class DurableMatcher:
    """Joins rows with durable_rules. Rulesets are made once for each stratum and kept for the cases that follow."""

    name = "durable"

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], _Strata] = OrderedDict()
        self._session_ids = itertools.count(1)
        weakref.finalize(self, _close_all, self._kept)

    def open(self, program: Program, stratum: Stratum) -> DurableSession:
        """A session for one stratum of a program, with no rows yet."""
        return DurableSession(stratum, self._rulesets(program, stratum), self._session_ids)

    def refuses(self, program: Program, row_count: int, largest_value: int) -> str:
        """Why durable_rules cannot take a program over that many rows; empty if it can."""
        return limits.refusal(program, row_count, largest_value)

    def close(self) -> None:
        """Give back the rulesets; sessions must be closed before."""
        _close_all(self._kept)

    def _rulesets(self, program: Program, stratum: Stratum) -> tuple[_Ruleset, ...]:
        key = (id(program), id(stratum))
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = _Strata(program, stratum, _create_all(plan_rulesets(program, stratum)))
            self._forget_oldest()
        self._kept.move_to_end(key)
        return kept.rulesets

    def _forget_oldest(self) -> None:
        idle = [key for key, kept in self._kept.items() if not any(ruleset.live for ruleset in kept.rulesets)]
        for key in idle[: max(0, len(self._kept) - _KEPT_STRATA)]:
            for ruleset in self._kept.pop(key).rulesets:
                ruleset.delete()


@dataclass(frozen=True, slots=True)
class _Strata:
    """Rulesets of a stratum. It holds program and stratum, so that their ids stay theirs while it is kept."""

    program: Program
    stratum: Stratum
    rulesets: tuple[_Ruleset, ...]


@dataclass(slots=True)
class _Ruleset:
    """A ruleset of the engine, and how many sessions use it."""

    plan: RulesetPlan
    handle: int
    live: int = 0

    def delete(self) -> None:
        engine.delete_ruleset(self.handle)


class DurableSession:
    """One stratum at work on one case."""

    def __init__(self, stratum: Stratum, rulesets: Sequence[_Ruleset], ids: Iterator[int]) -> None:
        self._stratum = stratum
        self._rulesets = rulesets
        self._ids = ids
        self._states: list[_State] | None = None
        if any(ruleset.live >= limits.LIVE_SESSIONS for ruleset in rulesets):
            raise _failed(f"more than {limits.LIVE_SESSIONS:,} sessions are open at once")
        for ruleset in rulesets:
            ruleset.live += 1

    def feed(self, rows: Sequence[Row]) -> list[Match]:
        """Every match that uses at least one of `rows`, the others coming from earlier feeds."""
        if self._states is None:
            self._states = []
            self._start({row.relation for row in rows})
        return [match for state in self._states for match in state.feed(rows)]

    def _start(self, filled: Iterable[str]) -> None:
        """Open states for the rulesets that can match anything over these relations and what is derived from them."""
        assert self._states is not None
        live = live_rules(self._stratum, filled)
        for ruleset in self._rulesets:
            mine = [index for index in live if index in ruleset.plan.rules]
            if mine:
                relations = relations_read(self._stratum, mine)
                readings = {name: reading for name, reading in ruleset.plan.readings.items() if name in relations}
                sid = str(next(self._ids))
                takers = {name: _Taker(reading, sid) for name, reading in readings.items()}
                self._states.append(_State(ruleset, sid, takers))

    def close(self) -> None:
        """Delete the session's states from the engine."""
        states, self._states = self._states or [], []
        rulesets, self._rulesets = self._rulesets, ()
        for state in states:
            state.close()
        for ruleset in rulesets:
            ruleset.live -= 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Taker:
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
class _State:
    """What one ruleset holds for one session."""

    ruleset: _Ruleset
    sid: str
    takers: dict[str, _Taker]
    offset: int = 0
    numbers: list[int] = field(default_factory=list)
    phase_open: bool = False

    def __post_init__(self) -> None:
        # Something must have fired before a state may be deleted: the engine frees what its first action fills in.
        self._assert(f'{{"id":{_OPEN_ID},"sid":"{self.sid}","t":{OPEN},"k":1}}')
        for _ in self._fired():
            pass

    def feed(self, rows: Sequence[Row]) -> list[Match]:
        facts = self._facts(rows)
        self._check_room()
        matches: list[Match] = []
        for start in range(0, len(facts), limits.ROWS_A_FETCH):
            for fact in facts[start : start + limits.ROWS_A_FETCH]:
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
            raise _failed(f"more than {limits.SESSION_ROWS:,} rows have to be joined at once")
        for rule, relations in self.ruleset.plan.loose:
            takers = [self.takers.get(name) for name in relations]
            combinations = math.prod(taker.taken if taker else 0 for taker in takers)
            if combinations > limits.LOOSE_JOINS:
                what = f"{combinations:,} combinations of {' and '.join(relations)}, which nothing ties together"
                raise _failed(what, rule.origin.mark)

    def _fetch(self, matches: list[Match]) -> None:
        for text in self._fired():
            if len(matches) == limits.MATCHES:
                raise _failed(f"there are more than {limits.MATCHES:,} matches")
            matches.append(self._match(text))

    def _assert(self, fact: str) -> None:
        try:
            code, self.offset = engine.assert_fact(self.ruleset.handle, fact)
        except engine.error as error:
            raise _failed(str(error)) from error
        if code not in {_STORED, _NOT_LISTENED_TO}:
            raise _failed(f"a row was turned away with code {code}")

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
            raise _failed(str(error)) from error

    def _match(self, text: str) -> Match:
        """A match as the engine tells it: the rule, then the facts of its patterns in their order."""
        rule = int(text[len('{"r') : text.index('"', 3)])
        facts = _FACT_ID.findall(text)
        numbers = self.numbers
        return Match(
            rule, tuple([numbers[int(facts[place]) - _FIRST_ROW_ID] for place in self.ruleset.plan.places[rule]])
        )

    def close(self) -> None:
        engine.delete_state(self.ruleset.handle, self.sid)


def _create_all(plans: Iterable[RulesetPlan]) -> tuple[_Ruleset, ...]:
    made: list[_Ruleset] = []
    try:
        made.extend(_Ruleset(plan, engine.create_ruleset("whosays", plan.text)) for plan in plans)
    except engine.error as error:
        for ruleset in made:
            ruleset.delete()
        raise _failed(str(error)) from error
    return tuple(made)


def _close_all(kept: OrderedDict[tuple[int, int], _Strata]) -> None:
    while kept:
        for ruleset in kept.popitem()[1].rulesets:
            ruleset.delete()


def _failed(what: str, mark: Mark = Mark("durable_rules")) -> ProblemsError:
    message = f"durable_rules could not match the rules: {what}"
    hint = "split the case into smaller ones; if it is small already, please report this"
    return ProblemsError([Problem("matcher-failed", message, mark, hint=hint)])
