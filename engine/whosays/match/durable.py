"""The matcher of the interactive path: durable_rules, a Rete engine in C, driven through its C module only.

A session is one state of the engine for each ruleset of the stratum. Rows that no pattern has use for are not sent.
Sessions are not for several threads at once.
"""

from __future__ import annotations

import itertools
import weakref
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import durable_rules_engine as engine

from whosays.deadline import NO_DEADLINE, Deadline
from whosays.match import durable_limits as limits
from whosays.match.durable_ruleset import RulesetPlan, plan_rulesets
from whosays.match.durable_state import Ruleset, State, Taker, failed
from whosays.match.live import live_rules, relations_read
from whosays.match.matcher import Match, Row
from whosays.rules.program import Program, Stratum

_KEPT_STRATA = 128  # strata whose rulesets are kept for the next case


class DurableMatcher:
    """Joins rows with durable_rules. Rulesets are made once for each stratum and kept for the cases that follow."""

    name = "durable"

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], _Strata] = OrderedDict()
        self._session_ids = itertools.count(1)
        weakref.finalize(self, _close_all, self._kept)

    def open(self, program: Program, stratum: Stratum, deadline: Deadline = NO_DEADLINE) -> DurableSession:
        """A session for one stratum of a program, with no rows yet; fed past the deadline it raises ProblemsError."""
        return DurableSession(self, stratum, self._rulesets(program, stratum), self._session_ids, deadline)

    def refuses(self, program: Program, row_count: int, largest_value: int) -> str:
        """Why durable_rules cannot take a program over that many rows; empty if it can."""
        return limits.refusal(program, row_count, largest_value)

    def close(self) -> None:
        """Give back the rulesets; sessions must be closed before."""
        _close_all(self._kept)

    def _rulesets(self, program: Program, stratum: Stratum) -> tuple[Ruleset, ...]:
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
    rulesets: tuple[Ruleset, ...]


class DurableSession:
    """One stratum at work on one case."""

    def __init__(
        self,
        matcher: DurableMatcher,
        stratum: Stratum,
        rulesets: Sequence[Ruleset],
        ids: Iterator[int],
        deadline: Deadline,
    ) -> None:
        self._matcher = matcher  # kept alive: with it, its rulesets would go
        self._stratum = stratum
        self._rulesets = rulesets
        self._ids = ids
        self._deadline = deadline
        self._states: list[State] | None = None
        if any(ruleset.live >= limits.LIVE_SESSIONS for ruleset in rulesets):
            raise failed(f"more than {limits.LIVE_SESSIONS:,} sessions are open at once")
        for ruleset in rulesets:
            ruleset.live += 1

    def feed(self, rows: Sequence[Row], due: Sequence[int] | None = None) -> list[Match]:  # noqa: ARG002
        """Every match that uses at least one of `rows`, the others coming from earlier feeds; of all rules."""
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
                takers = {name: Taker(reading, sid) for name, reading in readings.items()}
                self._states.append(State(ruleset, sid, takers, self._deadline))

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


def _create_all(plans: Iterable[RulesetPlan]) -> tuple[Ruleset, ...]:
    made: list[Ruleset] = []
    try:
        made.extend(Ruleset(plan, engine.create_ruleset("whosays", plan.text)) for plan in plans)
    except engine.error as error:
        for ruleset in made:
            ruleset.delete()
        raise failed(str(error)) from error
    return tuple(made)


def _close_all(kept: OrderedDict[tuple[int, int], _Strata]) -> None:
    while kept:
        for ruleset in kept.popitem()[1].rulesets:
            ruleset.delete()
