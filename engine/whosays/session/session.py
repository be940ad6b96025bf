"""`Session`: facts come one by one, verdicts change, and what changed is told."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whosays.api import Result, Verdict, case_of, rulebook_of
from whosays.deadline import SECONDS
from whosays.facts.case import Case
from whosays.match.choose import Matchers
from whosays.rules.compile import CompiledRulebook
from whosays.rules.cutting import Cutting
from whosays.session.event import Event, Events, events_between
from whosays.session.facts import Draft, Facts, head_of
from whosays.session.judging import Judge, LiveReport, Standing
from whosays.session.parts import Cutter

OnVerdict = Callable[[Event], object]


class Together:
    """Several changes that are judged once: `events` holds what they did, when the block has ended."""

    events: Events = Events()


class Session:
    """Facts that come, change and go, and the verdicts on them as they are now.

    Whatever the order of changes, `result` is what `whosays.assess` gives for the facts as they are, except that a case
    too large for one judging may still be judged in parts. Only the parts that a change can reach are judged again (see
    session/parts.py); the whole, where the rulebook or the facts do not fall apart.

    A change that would make the case faulty raises ProblemsError, whose problems tell the fact's id and the field, and
    leaves the session as it was. So does one that takes longer than `time_limit` seconds to judge (0: no limit).

    durable_rules works in a process of its own. Should that die, DuckDB judges, `result.notes` says so, and the next
    change has a new process. It ends with `close()`, with the `with` statement, with the session, and with Python.

    Sessions may be used by several threads: one lock makes their calls come one after another, a `together` block and
    calls of `on_verdict` included. `on_verdict` is called with each event once the change is made, in order; what it
    raises reaches whoever made the change, after all events have been told. It may itself change the session.
    """

    def __init__(
        self,
        case: str | Path | Case | Mapping[str, Any] | None = None,
        rulebook: str | Path | CompiledRulebook = "standard",
        *,
        as_of: str | None = None,
        on_verdict: OnVerdict | None = None,
        time_limit: float = SECONDS,
    ) -> None:
        compiled = rulebook_of(rulebook)
        given = None if case is None else case_of(case, compiled.kinds)
        facts = Facts.of(head_of(given, as_of, compiled.kinds))
        self._lock = threading.RLock()
        self._on_verdict = on_verdict
        self._matchers = Matchers(isolate=True)
        self._judge = Judge(compiled, Cutter(Cutting.of(compiled)), self._matchers, time_limit)
        self._standing = self._judge.standing(facts, Standing(facts), facts.by_id)
        self._result: Result | None = None
        self._draft: Draft | None = None
        self._untold: deque[Event] = deque()
        self._is_telling = False
        self._is_closed = False

    @property
    def result(self) -> Result:
        """The verdicts on the facts as they are now; it stays as it is when the session goes on."""
        with self._lock:
            if self._result is None:
                self._result = Result(LiveReport(self._standing, self._judge.rulebook, self._judge.time_limit))
            return self._result

    @property
    def case(self) -> Case:
        """The facts as they are now."""
        with self._lock:
            return self._standing.facts.case

    def __getitem__(self, claim: str) -> Verdict:
        return self.result[claim]

    def add(self, *facts: Any) -> Events:
        """Take in facts, each a mapping as in YAML, `{"report": {"id": ..., ...}}`, or a list of them.

        Raises ProblemsError with everything that is wrong with them.
        """
        items = [item for each in facts for item in (each if isinstance(each, list | tuple) else (each,))]
        return self._make(lambda draft: draft.add(items))

    def change(self, fact: str, fields: Mapping[str, Any] | None = None, /, **more: Any) -> Events:
        """Give fields of a fact other values, by their names in YAML; None leaves a field out.

        Names that Python keeps for itself are written with a line after them, `in_`, or in a mapping. Raises
        ProblemsError where there is no such fact or field, or the value does not fit.
        """
        named = {name.removesuffix("_"): value for name, value in more.items()}
        return self._make(lambda draft: draft.change(fact, {**(fields or {}), **named}))

    def withdraw(self, *facts: str, cascade: bool = False) -> Events:
        """Take out facts by their ids. Raises ProblemsError where there is no such fact, or others name it.

        With `cascade`, facts that cannot be without it go along, and other mentions of it are dropped, as what-if does;
        the events say which.
        """
        return self._make(lambda draft: draft.withdraw(facts, cascade=cascade))

    @contextmanager
    def together(self) -> Iterator[Together]:
        """Several changes as one: checked and judged when the block ends, or undone if it raises.

        Inside it, changes give no events and `result` is as before the block; facts may name others that come later.
        Other threads wait. A block inside another is judged with that.
        """
        with self._lock:
            self._open()
            outer = self._draft
            block = Together()
            self._draft = draft = Draft(self._standing.facts) if outer is None else outer.copy()
            try:
                yield block
                draft = self._draft
            except BaseException:
                self._draft = outer
                raise
            if outer is not None:
                return
            self._draft = None
            block.events = self._commit(draft)
            self._tell()

    def _make(self, change: Callable[[Draft], None]) -> Events:
        with self._lock:
            self._open()
            if self._draft is not None:
                draft = self._draft.copy()
                change(draft)
                self._draft = draft
                return Events()
            draft = Draft(self._standing.facts)
            change(draft)
            events = self._commit(draft)
            self._tell()
            return events

    def _commit(self, draft: Draft) -> Events:
        """Check and judge what was changed; where that raises, nothing has happened."""
        before = self._standing
        after = self._judge.standing(draft.done(), before, draft.touched)
        told = events_between(before.verdicts, after.verdicts, draft.touched)
        self._standing, self._result = after, None
        if self._on_verdict is not None:
            self._untold.extend(told)
        return Events(told, draft.gone, draft.unlinked)

    def _tell(self) -> None:
        """Call back for all events that wait; a change made by the callback adds to them."""
        if self._is_telling or self._on_verdict is None:
            return
        failed: Exception | None = None
        self._is_telling = True
        try:
            while self._untold:
                try:
                    self._on_verdict(self._untold.popleft())
                except Exception as error:
                    failed = failed or error
        finally:
            self._is_telling = False
            self._untold.clear()
        if failed is not None:
            raise failed

    def close(self) -> None:
        """End the process of the matcher. Verdicts can still be read; nothing can be changed any more."""
        with self._lock:
            self._is_closed = True
            self._matchers.close()

    def _open(self) -> None:
        if self._is_closed:
            raise ValueError("the session is closed")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
