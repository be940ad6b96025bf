"""Every case of the datalog-conformance corpus with every matcher; `table.py` writes down how they fare."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

import pytest
from datalog_conformance import TestCase as CorpusCase
from datalog_conformance import discover_yaml_tests, get_tests_dir

from tests.conformance.corpus import CaseName, case_names
from tests.conformance.running import (
    MATCHERS,
    Question,
    Ran,
    Status,
    question,
    question_of,
    run,
    status,
    status_of_case,
)

NAMES = case_names()
EDGES = {"edge": [["a", "b"], ["b", "c"]]}
PATHS = ["path(X, Y) :- edge(X, Y).", "path(X, Z) :- edge(X, Y), path(Y, Z)."]


def slow(name: CaseName) -> list[pytest.MarkDecorator]:
    """Cases in large files are slow; one process runs them all, as it keeps what it ran, and two lack the memory."""
    return [pytest.mark.slow, pytest.mark.xdist_group("large programs")] if name.is_slow else []


@pytest.mark.parametrize("matcher", MATCHERS)
@pytest.mark.parametrize("name", [pytest.param(name, id=str(name), marks=slow(name)) for name in NAMES])
def test_case(name: CaseName, matcher: str) -> None:
    found = status_of_case(name, matcher)
    assert found.kind != "failed", found.why
    if found.kind != "passed":
        pytest.skip(found.why)


def files() -> list[object]:
    """The cases of each file, which mostly share one program."""
    found = [list(names) for _, names in groupby(NAMES, key=lambda name: name.path)]
    return [pytest.param(names, id=f"{names[0].group}/{names[0].file}", marks=slow(names[0])) for names in found]


@pytest.mark.parametrize("names", files())
def test_rows_and_proofs_and_rounds_are_the_same_with_all_matchers(names: list[CaseName]) -> None:
    programs = dict.fromkeys(asked.clauses for asked in map(question, names) if isinstance(asked, Question))
    compared = 0
    for clauses in programs:
        ran = [made.digest for matcher in MATCHERS if isinstance(made := run(clauses, matcher), Ran)]
        assert len(set(ran)) <= 1
        compared += len(ran) > 1
    if not compared:
        pytest.skip("no program of this file is run by two matchers")


def case(**parts: object) -> CorpusCase:
    """A case that the corpus could hold."""
    return CorpusCase.from_dict({"name": "case", "description": "", "source": "", **parts})


@pytest.mark.parametrize("matcher", MATCHERS)
@pytest.mark.parametrize(
    ("expect", "why"),
    [
        ({"path": [["a", "b"], ["b", "c"], ["a", "c"]]}, ""),
        ({"path": [["a", "b"], ["b", "c"], ["a", "c"], ["c", "a"]]}, "path lacks 1 rows and has 0"),
        ({"path": [["a", "b"], ["b", "c"]]}, "path lacks 0 rows and has 1"),
        ({"path": []}, "path lacks 0 rows and has 3"),
        ({"path": [["a", "b"], ["b", "c"], ["a", "c"]], "edge": []}, "edge lacks 0 rows and has 2"),
    ],
)
def test_a_wrong_expectation_is_found(expect: object, why: str, matcher: str) -> None:
    found = status(question_of(case(program={"facts": EDGES, "rules": PATHS}, expect=expect)), matcher)
    if found.kind == "skipped":
        pytest.skip(found.why)
    assert found.kind == ("failed" if why else "passed")
    assert found.why.startswith(why)


@pytest.mark.parametrize("matcher", MATCHERS)
def test_a_number_is_not_its_text(matcher: str) -> None:
    asked = question_of(case(program={"facts": {"p": [["1"]]}, "rules": []}, expect={"p": [[1]]}))
    assert asked == Status("outside", "nothing that is shown derives p")
    asked = question_of(case(program={"facts": {"p": [["1"]]}, "rules": ["q(X) :- p(X)."]}, expect={"q": [[1]]}))
    assert status(asked, matcher).kind in {"failed", "skipped"}


STRICT = {"facts": {"p": [[]]}, "strict_rules": [{"id": "r", "head": "q", "body": ["p"]}]}
SOME_RULE = [{"id": "s", "head": "q", "body": ["p"]}]


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"program": {"rules": ["p :- not q.", "q :- not p."]}, "expect": {}}, "recursion through negation"),
        ({"program": {"rules": ["p(X) :- q(Y)."]}, "expect": {}}, "unsafe: no positive atom binds X"),
        ({"program": {"rules": ["p(1).", "q(X) :- p(X, X)."]}, "expect": {}}, "p has 1 terms here and 2 there"),
        ({"program": {"rules": ["p(1)."]}, "expect": {"q": [[1]]}}, "nothing that is shown derives q"),
        ({"theory": STRICT | {"defeasible_rules": SOME_RULE}, "expect": {}}, "defeasible rules"),
        ({"theory": STRICT | {"defeaters": SOME_RULE}, "expect": {}}, "defeaters"),
        ({"theory": STRICT | {"superiority": [["r", "r"]]}, "expect": {}}, "superiority"),
        ({"theory": STRICT | {"conflicts": [["p", "q"]]}, "expect": {}}, "conflicts"),
        ({"theory": STRICT, "expect": {"not_defeasibly": {"r": [[]]}}}, "what is not proved"),
        ({"theory": STRICT, "expect_per_policy": {"blocking": {}}}, "policies"),
        ({"theory": {"facts": {"~p": [[]]}}, "expect": {"definitely": {}}}, "strong negation"),
    ],
)
def test_what_is_outside_the_fragment(parts: dict[str, object], why: str) -> None:
    assert question_of(case(**parts)) == Status("outside", why)


def test_strict_rules_are_plain_datalog() -> None:
    asked = question_of(case(theory=STRICT, expect={"definitely": {"q": [[]]}, "defeasibly": {"q": [[]]}}))
    assert status(asked, "duckdb") == Status("passed")
    asked = question_of(case(theory=STRICT, expect={"definitely": {"q": [[]]}, "defeasibly": {"q": []}}))
    assert status(asked, "duckdb").kind == "failed"


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (["p :- not p."], Status("passed")),
        (["p(1)."], Status("failed", "not refused, though it should be for cyclic_negation")),
        (["p(1) :- not q(X)."], Status("outside", "must be refused, as X stands in a negated atom only")),
    ],
)
def test_what_must_be_refused(rules: list[str], expected: Status) -> None:
    assert question_of(case(program={"rules": rules}, expect_error="cyclic_negation")) == expected


def test_a_refusal_for_another_reason_is_no_refusal() -> None:
    found = question_of(case(program={"rules": ["p :- not p."]}, expect_error="arity_mismatch"))
    assert found == Status("failed", "refused, but not for arity_mismatch")


@pytest.mark.parametrize("folder", ["errors", "defeasible/basic"])
def test_cases_are_those_that_the_package_itself_finds(folder: str) -> None:
    found = [found for _, found in discover_yaml_tests(get_tests_dir() / folder)]
    mine = [name.load() for name in NAMES if name.group == folder]
    assert mine
    assert [replace(each, tags=[], verification=None) for each in found] == [
        replace(each, tags=[], verification=None) for each in mine
    ]
