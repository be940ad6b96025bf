"""Whatever is added, changed and withdrawn in whatever order: a session says what judging its facts at once says."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

import whosays
from tests.strategies.live_facts import KIND_OF, additions, bodies
from whosays.match.choose import Matchers
from whosays.render.json import report_dict

BOOK = whosays.load_rulebook()
MATCHERS = Matchers()
FAULTS = {"dangling-reference", "reference-ring", "self-reference"}
Facts = dict[str, dict[str, Any]]


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


class Live(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[whosays.Event] = []
        self.session = whosays.Session(rulebook=BOOK, as_of="2014-12-01", on_verdict=self.told.append)
        self.facts: Facts = {}
        self.replayed: dict[str, whosays.Verdict] = {}

    def teardown(self) -> None:
        self.session.close()

    def follow(self, events: whosays.Events) -> None:
        assert list(events) == self.told
        self.told.clear()
        for event in events:
            assert self.replayed.get(event.claim) == event.before
            assert str(event)
            if event.after is None:
                del self.replayed[event.claim]
            else:
                self.replayed[event.claim] = event.after

    def made(self, change: Callable[[], whosays.Events], refused_for: set[str], after: Facts | None = None) -> None:
        """Make a change; where it is refused, it must be for such problems and leave everything as it was."""
        before, case = as_json(self.session.result.to_dict()), self.session.case
        codes = set[str]()
        try:
            self.follow(change())
        except whosays.ProblemsError as error:
            codes = {problem.code for problem in error.problems}
        if codes:
            assert codes <= refused_for
            assert not self.told
            assert as_json(self.session.result.to_dict()) == before
            assert self.session.case is case
        else:
            case = self.session.case
            self.facts = {fact.id: {**case.written[fact.id]} for fact in case} if after is None else after

    @rule(data=st.data())
    def add(self, data: st.DataObject) -> None:
        new = data.draw(additions(set(self.facts)))
        after = self.facts | {fields["id"]: fields for fact in new for fields in fact.values()}
        self.made(lambda: self.session.add(*new), {"reference-ring", "self-reference"}, after)

    @precondition(lambda self: self.facts)
    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.facts)))
        new = data.draw(bodies(name))
        fields = {key: new.get(key) for key in {*self.facts[name], *new} - {"id"}}
        after = self.facts | {name: new}
        self.made(lambda: self.session.change(name, fields), FAULTS, after)

    @precondition(lambda self: self.facts)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.facts)))
        after = {each: fields for each, fields in self.facts.items() if each != name}
        self.made(lambda: self.session.withdraw(name), {"dangling-reference"}, after)

    @precondition(lambda self: self.facts)
    @rule(data=st.data())
    def withdraw_with_what_needs_it(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.facts)))
        expected = self.session.result.what_if(without=name).found.after
        self.made(lambda: self.session.withdraw(name, cascade=True), set())
        assert as_json(self.session.result.to_dict()) == as_json(report_dict(expected))

    @precondition(lambda self: self.facts)
    @rule(data=st.data())
    def several(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.facts)))
        left = {each: fields for each, fields in self.facts.items() if each != name}
        new = data.draw(additions(set(left)))

        def change() -> whosays.Events:
            with self.session.together() as block:
                assert not self.session.withdraw(name)
                for fact in new:
                    assert not self.session.add(fact)
            return block.events

        after = left | {fields["id"]: fields for fact in new for fields in fact.values()}
        self.made(change, FAULTS, after)

    @invariant()
    def it_is_as_judged_at_once(self) -> None:
        facts = [{KIND_OF[name]: fields} for name, fields in self.facts.items()]
        Random(len(facts)).shuffle(facts)
        data = {"case": "session", "title": "Live session", "as_of": "2014-12-01", "facts": facts}
        at_once = whosays.assess(data, BOOK, matcher=MATCHERS)
        assert as_json(self.session.result.to_dict()) == as_json(at_once.to_dict())
        assert self.replayed == dict(self.session.result)
        assert list(self.session.result) == list(at_once)


TestLive = Live.TestCase
TestLive.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
