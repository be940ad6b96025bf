"""JUnit XML: read back by a library that build servers' formats are tested with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml

from tests.examples.book import BOOK
from whosays.examples.run import Outcome, Runner
from whosays.examples.suite import Failure as Failed
from whosays.examples.suite import run_suite
from whosays.match.choose import Matchers
from whosays.problems import Mark, Problem
from whosays.render.junit import render_problems_junit, render_suites_junit
from whosays.rules.load import load_rulebook


def test_examples(tmp_path: Path) -> None:
    file = tmp_path / "desk.yaml"
    file.write_text(BOOK, encoding="utf-8")
    ran = run_suite("desk.yaml", load_rulebook(file), Runner(Matchers()))
    # What stops an example besides its rule, such as the time limit, is an error and no failure.
    last = ran.outcomes[-1]
    stopped = Outcome(last.rule, last.example, problems=(Problem("time-limit", "it took too long", last.example.mark),))
    ran = replace(ran, outcomes=(*ran.outcomes[:-1], stopped), failures=(*ran.failures, Failed(stopped)))
    text = render_suites_junit([ran])
    (suite,) = JUnitXml.fromstring(text.encode())
    assert (suite.name, suite.tests, suite.failures, suite.errors) == ("desk.yaml", 5, 2, 1)
    cases = list(suite)
    assert [type(case.result[0]) if case.result else None for case in cases] == [None, None, Failure, Failure, Error]
    assert "error[time-limit]: it took too long" in cases[4].result[0].text
    assert cases[2].classname == "desk.hearsay-only"
    assert "the rule did not fire" in cases[2].result[0].text
    assert cases[3].name == "somebody is far off: 100%"
    assert "<system-out>" in text
    assert "never-fires" in text


@given(st.dictionaries(st.text(), st.lists(st.text(), max_size=3), max_size=3))
def test_whatever_is_said_it_stays_readable(said: dict[str, list[str]]) -> None:
    text = render_problems_junit(
        {name: [Problem("odd", each, Mark(name)) for each in messages] for name, messages in said.items()}
    )
    (suite,) = JUnitXml.fromstring(text.encode())
    assert (suite.tests, suite.errors) == (len(said), sum(bool(each) for each in said.values()))
    assert len(list(suite)) == len(said)
