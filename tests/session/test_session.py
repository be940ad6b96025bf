"""A session: what its calls take, give and refuse."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import whosays
from tests.golden_files import ROOT
from tests.match.worker_deaths import goes
from whosays.match.choose import durable_matcher
from whosays.match.matcher import Unavailable

BOOK = whosays.load_rulebook()
CLAIM = {"claim": {"id": "shelled", "text": "The army shelled the clinic."}}
NURSE = {"source": {"id": "nurse", "named": "role", "name": "a nurse"}}
VISITOR = {"source": {"id": "visitor", "reliability": "B"}}
SAYS = {"report": {"id": "nurse-says", "claim": "shelled", "by": "nurse", "basis": "firsthand"}}
DENIES = {
    "report": {"id": "visitor-says", "claim": "shelled", "by": "visitor", "stance": "denies", "basis": "firsthand"}
}
needs_durable = pytest.mark.skipif(isinstance(durable_matcher(), Unavailable), reason="durable_rules is not installed")


@pytest.fixture
def session() -> Iterator[whosays.Session]:
    with whosays.Session(rulebook=BOOK) as made:
        made.add(CLAIM, NURSE, SAYS)
        yield made


def test_a_claim_appears_changes_and_goes() -> None:
    with whosays.Session(rulebook=BOOK, as_of="2024-05-03") as session:
        (event,) = session.add(CLAIM)
        assert (event.happened, event.claim, event.before) == ("appeared", "shelled", None)
        assert event.after == session["shelled"]
        assert not session.add([NURSE, VISITOR])
        (event,) = session.add(SAYS)
        assert event.happened == "changed"
        assert "anonymous-source" in {part.part.rule for part in event.came}
        assert "came: for it 0.38: a nurse (firsthand) (fact nurse-says)" in str(event)
        (event,) = session.add(DENIES)
        assert event.word_changed
        assert str(event).startswith(
            "shelled was insufficient (0.38 to 1.00 left open, confidence low); it is now unlikely"
        )
        assert session.result.case.as_of == "2024-05-03"
        (event,) = session.withdraw("shelled", "nurse-says", "visitor-says")
        assert (event.happened, event.after) == ("went", None)
        assert str(event).startswith("shelled is no longer there; it was unlikely (P ")
        assert not session.result
        assert str(session.withdraw("nurse")) == "No verdict changed."


def test_events_are_frozen_and_stand_alone(session: whosays.Session) -> None:
    (event,) = session.change("nurse-says", hedged=True)
    with pytest.raises(dataclasses.FrozenInstanceError):
        event.claim = "x"  # type: ignore[misc]
    assert event.after is not None
    assert event.after.to_dict() == session["shelled"].to_dict()
    with pytest.raises(ValueError, match="ask session"):
        event.after.why()
    plain = json.loads(json.dumps(event.to_dict()))
    assert (plain["happened"], plain["claim"], plain["word_changed"]) == ("changed", "shelled", False)
    assert plain["after"] == event.after.to_dict()


def test_fields_by_their_names_in_yaml(session: whosays.Session) -> None:
    session.add({"document": {"id": "letter"}}, {"claim": {"id": "other", "text": "It was not."}})
    session.change("nurse-says", in_="letter")
    assert session.case["nurse-says"].get("in") == "letter"
    session.change("nurse-says", {"in": None, "basis": "hearsay"})
    assert session.case["nurse-says"].get("in") is None
    assert session.case["nurse-says"].get("basis") == "hearsay"
    assert {event.claim for event in session.change("nurse-says", claim="other")} == {"shelled", "other"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda s: s.add(CLAIM), [("duplicate-id", "shelled.id: ")]),
        (lambda s: s.add(DENIES), [("dangling-reference", 'visitor-says.by: there is no "visitor"')]),
        (lambda s: s.add({"report": {"id": "r", "claim": "nurse", "by": "nurse"}}), [("wrong-reference", "r.claim: ")]),
        (lambda s: s.add({"report": {"claim": "shelled", "by": "nurse"}}), [("missing-id", "facts[0]: ")]),
        (
            lambda s: s.add({"report": {"id": "r", "claim": "shelld", "by": "nurse", "basis": "sight"}}),
            [("dangling-reference", "r.claim: "), ("unknown-choice", "r.basis: ")],
        ),
        (lambda s: s.add({"reprt": {"id": "r"}}), [("unknown-kind", "r: ")]),
        (lambda s: s.add("report"), [("not-a-fact", "")]),
        (lambda s: s.add({"source": {"id": "x"}, "actor": {"id": "y"}}), [("not-a-fact", "")]),
        (lambda s: s.change("nobody", hedged=True), [("unknown-fact", "nobody: ")]),
        (lambda s: s.change("nurse-says", hedgd=True), [("unknown-field", "nurse-says.hedgd: ")]),
        (lambda s: s.change("nurse-says", hedgd=None), [("unknown-field", "nurse-says.hedgd: ")]),
        (lambda s: s.change("nurse-says", id="x"), [("unknown-field", "nurse-says: ")]),
        (lambda s: s.change("nurse-says", claim=None), [("missing-field", "nurse-says: ")]),
        (lambda s: s.change("nurse-says", claim="shelld"), [("dangling-reference", "nurse-says.claim: ")]),
        (lambda s: s.change("nurse-says", basis=object()), [("wrong-type", "nurse-says.basis: ")]),
        (lambda s: s.change("nurse-says", cites="nurse-says"), [("self-reference", "nurse-says.cites: ")]),
        (lambda s: s.withdraw("nobody"), [("unknown-fact", "nobody: ")]),
        (lambda s: s.withdraw("nurse"), [("dangling-reference", 'nurse-says.by: "nurse" is withdrawn')]),
    ],
)
def test_what_is_refused_changes_nothing(
    session: whosays.Session, change: Callable[[whosays.Session], Any], told: list[tuple[str, str]]
) -> None:
    before, case, result = session.result.to_dict(), session.case, session.result
    with pytest.raises(whosays.ProblemsError) as refused:
        change(session)
    found = [(problem.code, problem.message) for problem in refused.value.problems]
    assert [code for code, _ in found] == [code for code, _ in told]
    assert all(message.startswith(start) for (_, message), (_, start) in zip(found, told, strict=True))
    assert {problem.mark.file for problem in refused.value.problems} == {"session"}
    assert session.case is case
    assert session.result is result
    assert session.result.to_dict() == before


def test_a_case_that_is_faulty_is_refused_at_once() -> None:
    with pytest.raises(whosays.ProblemsError):
        whosays.Session({"case": "a", "title": "A", "facts": [SAYS]}, BOOK)
    with pytest.raises(whosays.ProblemsError) as refused:
        whosays.Session(rulebook=BOOK, as_of="yesterday")
    assert "as_of" in refused.value.problems[0].message


def test_withdrawing_takes_along_what_needs_it_and_says_so(session: whosays.Session) -> None:
    session.add(VISITOR, {**DENIES, "report": {**DENIES["report"], "cites": ["nurse-says"]}})
    session.add({"document": {"id": "letter", "publisher": "nurse"}})
    events = session.withdraw("nurse", cascade=True)
    assert [(each.fact, each.field, each.target) for each in events.gone] == [
        ("nurse-says", "by", "nurse"),
        ("visitor-says", "cites", "nurse-says"),
    ]
    assert [(each.fact, each.field, each.target) for each in events.unlinked] == [("letter", "publisher", "nurse")]
    assert "goes with it: nurse-says (by: nurse)" in str(events)
    assert "no longer named: nurse in letter.publisher" in str(events)
    assert sorted(fact.id for fact in session.case) == ["letter", "shelled", "visitor"]


def test_together_is_judged_once_whatever_comes_first(session: whosays.Session) -> None:
    judged = session._judge.judgings
    with session.together() as block:
        assert not session.add(DENIES)  # names a source that comes later
        with session.together():
            session.add(VISITOR)
        session.change("nurse-says", hedged=True)
        assert session["shelled"].reports == 1
    assert session._judge.judgings == judged + 1
    (event,) = block.events
    assert event.after == session["shelled"]
    assert session["shelled"].reports == 2


def changed_together(session: whosays.Session, *facts: Any, raising: bool = True) -> None:
    with session.together():
        session.add(*facts)
        if raising:
            raise KeyError("changed my mind")


def test_what_fails_together_is_undone_together(session: whosays.Session) -> None:
    before = session.result.to_dict()
    with pytest.raises(whosays.ProblemsError, match=r"visitor-says\.by"):
        changed_together(session, DENIES, raising=False)
    with pytest.raises(KeyError, match="my mind"):
        changed_together(session, VISITOR, DENIES)
    assert session.result.to_dict() == before
    with session.together():
        session.add(VISITOR)
        with pytest.raises(whosays.ProblemsError):
            session.change("nobody", hedged=True)
        with pytest.raises(KeyError, match="my mind"):
            changed_together(session, DENIES)
    assert "visitor" in session.case
    assert "visitor-says" not in session.case


def test_whoever_listens_hears_all_in_order() -> None:
    heard: list[str] = []

    def listen(event: whosays.Event) -> None:
        heard.append(f"{event.happened} {event.claim} {session[event.claim].reports}")
        if len(heard) == 1:
            session.add(NURSE, SAYS)
        if len(heard) == 2:
            raise KeyError("the listener's own")

    with whosays.Session(rulebook=BOOK, on_verdict=listen) as session:
        with pytest.raises(KeyError, match="own"):
            session.add(CLAIM, {"claim": {"id": "two", "text": "Two."}})
        assert heard == ["appeared shelled 0", "appeared two 0", "changed shelled 1"]
        assert session["shelled"].reports == 1
        session.change("nurse-says", hedged=True)
        assert heard[3:] == ["changed shelled 1"]


def test_threads_come_one_after_another(session: whosays.Session) -> None:
    def add(name: str) -> None:
        for number in range(5):
            fact = {"id": f"{name}{number}", "claim": "shelled", "by": name, "basis": "hearsay"}
            session.add({"report": fact})
            assert session.result["shelled"].reports > 0

    names = ["one", "two", "three"]
    session.add([{"source": {"id": name}} for name in names])
    threads = [threading.Thread(target=add, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert session["shelled"].reports == 16
    assert session.result.to_dict() == whosays.assess(session.case, BOOK).to_dict()


def test_only_what_a_change_reaches_is_judged_again() -> None:
    with whosays.Session(rulebook=BOOK) as session:
        session.add({"actor": {"id": "army"}}, {"source": {"id": "agency", "affiliation": "army"}})
        for name in ("one", "two", "three"):
            session.add({"claim": {"id": name, "text": name, "about": "army"}})
            session.add({"report": {"id": f"says-{name}", "claim": name, "by": "agency"}})
        judged = session._judge.judgings
        session.add({"report": {"id": "more", "claim": "two", "by": "agency", "stance": "denies"}})
        assert session._judge.judgings == judged + 1
        session.add({"source": {"id": "new", "affiliation": "army"}})  # nobody quotes it yet
        assert session._judge.judgings == judged + 1
        session.change("agency", reliability="E")
        assert session._judge.judgings == judged + 4
        # Caught deceiving, says a report: whoever is of that camp loses weight, and so may the one who says so.
        session.add({"deception": {"id": "caught", "by": "army", "report": "says-one"}})
        assert len(session._standing.cut.parts) == 1
        assert session.result.to_dict() == whosays.assess(session.case, BOOK).to_dict()


def test_a_session_begins_with_a_case_of_its_own_date() -> None:
    founding = ROOT / "facts" / "jn-is-alliance-2014"
    with whosays.Session(founding, BOOK) as session:
        assert session.result.to_dict() == whosays.assess(founding, BOOK).to_dict()
        said = next(iter(session.case.of_kind("report"))).get("by")
        events = session.add({"report": {"id": "one-more", "claim": "pact", "by": said, "stance": "denies"}})
        assert "pact" in {event.claim for event in events}
        assert session.result.to_dict() == whosays.assess(session.case, BOOK).to_dict()
    with whosays.Session(founding, BOOK, as_of="2015-01-01") as session:
        assert session.result.to_dict()["case"]["as_of"] == "2015-01-01"


def test_explanations_of_a_session(session: whosays.Session) -> None:
    result, at_once = session.result, whosays.assess(session.case, BOOK)
    session.add(VISITOR, DENIES)
    assert str(result) == str(at_once)
    assert str(result.why("shelled")) == str(at_once.why("shelled"))
    assert result.steps("shelled") == at_once.steps("shelled")
    assert str(result.what_if(without="nurse-says")) == str(at_once.what_if(without="nurse-says"))
    assert str(result.public()) == str(at_once.public())


def test_what_takes_too_long_changes_nothing() -> None:
    with whosays.Session(rulebook=BOOK, time_limit=1e-9) as session:
        with pytest.raises(whosays.ProblemsError, match="took longer"):
            session.add(CLAIM)
        assert not session.case.facts
        assert not session.add(NURSE)  # nothing to judge


def test_a_closed_session_can_be_read() -> None:
    session = whosays.Session(rulebook=BOOK)
    session.add(CLAIM)
    session.close()
    session.close()
    assert session["shelled"].reports == 0
    with pytest.raises(ValueError, match="closed"):
        session.add(NURSE)
    with pytest.raises(ValueError, match="closed"), session.together():
        pass


def worker_of(session: whosays.Session) -> int:
    return session._matchers._durable._worker.process.pid  # type: ignore[union-attr]


@needs_durable
def test_the_worker_is_kept_and_its_death_is_noted(session: whosays.Session) -> None:
    worker = worker_of(session)
    session.change("nurse-says", hedged=True)
    assert worker_of(session) == worker
    assert session.result.notes == ()
    os.kill(worker, signal.SIGSTOP)
    killer = threading.Timer(0.3, lambda: os.kill(worker, signal.SIGKILL))
    killer.start()
    session.change("nurse-says", basis="hearsay")
    killer.join()
    (note,) = session.result.notes
    assert "died (signal 9" in note
    assert "DuckDB matches the rules instead" in note
    assert session.result.to_dict() == whosays.assess(session.case, BOOK).to_dict()
    session.change("nurse-says", hedged=False)
    assert session.result.notes == ()
    assert worker_of(session) != worker
    worker = worker_of(session)
    session.close()
    assert goes(worker)


@needs_durable
def test_the_worker_ends_with_python() -> None:
    code = """
import whosays
session = whosays.Session()
session.add({"claim": {"id": "a", "text": "A."}}, {"source": {"id": "s"}})
session.add({"report": {"id": "r", "claim": "a", "by": "s"}})
print(session._matchers._durable._worker.process.pid)
"""
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert goes(int(ran.stdout))


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@pytest.mark.slow
def test_memory_stays_flat_over_thousands_of_changes(session: whosays.Session) -> None:
    def work(numbers: range) -> None:
        for number in numbers:
            day = f"{1000 + number % 9000}-05-03"
            fact = {"id": f"r{number}", "claim": "shelled", "by": "nurse", "published": day}
            session.add({"report": fact})
            session.withdraw(f"r{number}")

    work(range(300))
    before = resident()
    work(range(300, 1300))
    assert resident() - before < 8  # MB; two changes a round
