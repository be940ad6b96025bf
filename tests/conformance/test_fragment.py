"""The parts of the declared fragment that the corpus has few or no programs for, with every matcher."""

from __future__ import annotations

import pytest
from datalog_conformance import TestCase as CorpusCase

from tests.conformance.running import MATCHERS, Question, Ran, Status, question_of, run, status

Facts = dict[str, list[list[object]]]

NUMBERS: Facts = {"n": [[-1], [0], [2], [10]]}
MIXED: Facts = {"v": [[10], [9], [2.5], ["10"], ["9"], ["a"], ["B"], ["é"]]}
HUGE: Facts = {"h": [[2**53], [2**53 + 1], [2**64], [2**64 + 1]]}

PROGRAMS: dict[str, tuple[Facts, list[str], Facts]] = {
    "=": (NUMBERS, ["p(X) :- n(X), X = 2."], {"p": [[2]]}),
    "!=": (NUMBERS, ["p(X) :- n(X), X != 2."], {"p": [[-1], [0], [10]]}),
    "<": (NUMBERS, ["p(X) :- n(X), X < 2."], {"p": [[-1], [0]]}),
    "<=": (NUMBERS, ["p(X) :- n(X), X <= 2."], {"p": [[-1], [0], [2]]}),
    ">": (NUMBERS, ["p(X) :- n(X), X > 0."], {"p": [[2], [10]]}),
    ">=": (NUMBERS, ["p(X) :- n(X), 0 <= X, X >= 2."], {"p": [[2], [10]]}),
    "a constant that no fact has": (NUMBERS, ["p(X) :- n(X), X > 1.5."], {"p": [[2], [10]]}),
    "numbers by value, texts by code point": (
        MIXED,
        ["below(X, Y) :- v(X), v(Y), X < Y.", "between(X, Y) :- below(X, Y), not apart(X, Y).",
         "apart(X, Z) :- below(X, Y), below(Y, Z)."],
        {"between": [[2.5, 9], [9, 10], [10, "10"], ["10", "9"], ["9", "B"], ["B", "a"], ["a", "é"]]},
    ),
    "whole numbers are exact": (
        HUGE,
        ["p(X, Y) :- h(X), h(Y), X < Y.", "q(X) :- h(X), X > 9007199254740992, X < 18446744073709551617."],
        {"q": [[2**53 + 1], [2**64]],
         "p": [[2**53, 2**53 + 1], [2**53, 2**64], [2**53, 2**64 + 1], [2**53 + 1, 2**64], [2**53 + 1, 2**64 + 1],
               [2**64, 2**64 + 1]]},
    ),
    "1 and 1.0 are one number": ({"p": [[1], ["1"]], "q": [[1.0]]}, ["r(X) :- p(X), q(X)."], {"r": [[1]]}),
    "truth values are no numbers": ({"p": [[True], [1]], "q": [[True]]}, ["r(X) :- p(X), q(X)."], {"r": [[True]]}),
    "constants alone": (NUMBERS, ["p(X) :- n(X), 1 < 2.", "q(X) :- n(X), 2 < 1."], {"p": NUMBERS["n"], "q": []}),
    "comparing across atoms": (
        {"a": [[1], [5]], "b": [[3], [5]]}, ["p(X, Y) :- a(X), b(Y), X >= Y."], {"p": [[5, 3], [5, 5]]}
    ),
    "an equality gives a value": (
        NUMBERS,
        ["p(X, Y, Z) :- n(X), Z = Y, X = Y, X > 0.", "q(X) :- X = 7.", "r(X) :- X = 2, n(X)."],
        {"p": [[2, 2, 2], [10, 10, 10]], "q": [[7]], "r": [[2]]},
    ),
    "facts as rules": ({}, ['p(1, "a").', "p(2, 3)", "q(X) :- p(_, X)."], {"q": [["a"], [3]]}),
    "facts and rules for one predicate": (
        {"p": [[1]]}, ["p(X) :- q(X).", "q(2).", "q(3) :- p(2)."], {"p": [[1], [2], [3]], "q": [[2], [3]]}
    ),
    "the same fact twice": ({"p": [[1], [1]]}, ["p(1).", "q(X) :- p(X)."], {"p": [[1]], "q": [[1]]}),
    "no column": ({"p": [[]]}, ["q :- p.", "r() :- q, not s().", "t :- s."], {"q": [[]], "r": [[]], "s": [], "t": []}),
    "nothing to join": (
        {"p": [[1]]}, ["q(2) :- not p(2).", "r(3) :- not p(1).", "s :- 1 < 2.", "t :- 2 < 1, not p(5)."],
        {"q": [[2]], "r": [], "s": [[]], "t": []},
    ),
    "mutual recursion": (
        {"next": [[0, 1], [1, 2], [2, 3], [3, 4], [4, 5]]},
        ["even(0).", "odd(Y) :- even(X), next(X, Y).", "even(Y) :- odd(X), next(X, Y)."],
        {"even": [[0], [2], [4]], "odd": [[1], [3], [5]]},
    ),
    "recursion that is not linear": (
        {"e": [[1, 2], [2, 3], [3, 1]]}, ["t(X, Y) :- e(X, Y).", "t(X, Z) :- t(X, Y), t(Y, Z)."],
        {"t": [[x, y] for x in (1, 2, 3) for y in (1, 2, 3)]},
    ),
    "three strata": (
        {"n": [[1], [2], [3]], "big": [[3]]},
        ["a(X) :- n(X), not big(X).", "b(X) :- n(X), not a(X).", "c(X) :- n(X), not b(X), not d(X).", "d(X) :- b(X)."],
        {"a": [[1], [2]], "b": [[3]], "c": [[1], [2]], "d": [[3]]},
    ),
    "recursion over negation": (
        {"e": [[1, 2], [2, 3], [3, 4]], "shut": [[3]]},
        ["r(1).", "r(Y) :- r(X), e(X, Y), not shut(Y).", "cut(X) :- e(_, X), not r(X)."],
        {"r": [[1], [2]], "cut": [[3], [4]]},
    ),
    "any value under negation": (
        {"p": [[1], [2], [3]], "q": [[1, 5, 5], [2, 5, 6]]},
        ["r(X) :- p(X), not q(X, _, _).", "s(X) :- p(X), not q(X, Y, Y).", "t(X) :- p(X), not q(_, _, 6)."],
        {"r": [[3]], "s": [[2], [3]], "t": []},
    ),
    "one variable twice in an atom": ({"e": [[1, 1], [1, 2]]}, ["p(X) :- e(X, X)."], {"p": [[1]]}),
    "constants in atoms and heads": (
        {"e": [[1, "a"], [2, "b"]]}, ['p("is", X) :- e(X, "a").', 'q(X) :- e(X, Y), not e(X, "a").'],
        {"p": [["is", 1]], "q": [[2]]},
    ),
    "nothing shared": ({"p": [[1], [2]], "q": [["a"]]}, ["r(X, Y) :- p(X), q(Y), p(_)."], {"r": [[1, "a"], [2, "a"]]}),
    "names that differ in case": (
        {"p": [[1]], "P": [[2]]}, ["Q(X) :- p(X).", "q(X) :- P(X).", "r(x, X) :- p(x), P(X)."],
        {"Q": [[1]], "q": [[2]], "r": [[1, 2]]},
    ),
    "names that mean something elsewhere": (
        {"select": [[1]], "rows": [[2]]}, ["not_(table) :- select(table), not rows(table)."], {"not_": [[1]]}
    ),
    "many columns": (
        {"w": [list(range(30))]},
        [f"v({', '.join(f'X{n}' for n in reversed(range(30)))}) :- w({', '.join(f'X{n}' for n in range(30))})."],
        {"v": [list(reversed(range(30)))]},
    ),
    "texts of any script": (
        {"p": [[""], ["a'b\"c\\"], ["-- ;"], ["\u0000"], ["日本"], ["🙂"]]},
        ['q(X) :- p(X), X != "日本".', 'r("") :- p("🙂").'],
        {"q": [[""], ["a'b\"c\\"], ["-- ;"], ["\u0000"], ["🙂"]], "r": [[""]]},
    ),
    "no facts at all": ({}, ["p(X) :- q(X), not p2(X).", "p2(X) :- q(X)."], {"p": [], "p2": [], "q": []}),
    "no rules at all": ({"p": [[1, "a"]]}, [], {"p": [[1, "a"]]}),
}  # fmt: skip


def asked(facts: Facts, rules: list[str], expect: Facts) -> Question | Status:
    """A program of ours, put as the corpus puts its own."""
    parts = {"name": "case", "description": "", "source": ""}
    return question_of(CorpusCase.from_dict(parts | {"program": {"facts": facts, "rules": rules}, "expect": expect}))


@pytest.mark.parametrize("matcher", MATCHERS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_program(name: str, matcher: str) -> None:
    question = asked(*PROGRAMS[name])
    found = status(question, matcher)
    if found.kind == "skipped":
        pytest.skip(found.why)
    assert found == Status("passed")


@pytest.mark.parametrize("name", PROGRAMS)
def test_matchers_conclude_the_same(name: str) -> None:
    question = asked(*PROGRAMS[name])
    assert isinstance(question, Question)
    ran = [made.digest for matcher in MATCHERS if isinstance(made := run(question.clauses, matcher), Ran)]
    assert len(ran) > 1
    assert len(set(ran)) == 1


@pytest.mark.parametrize(
    ("rule", "variable"),
    [
        ("p(X) :- q(Y).", "X"),
        ("p(X).", "X"),
        ("p(Y) :- q(Y), X < 5.", "X"),
        ("p(Y) :- q(Y), X = X.", "X"),
        ("p(X) :- q(Y), X = Z.", "Z"),
        ("p(X) :- not q(X).", "X"),
        ("p(Y) :- q(Y), not a(X), not b(X).", "X"),
    ],
)
def test_unsafe_rules_are_outside(rule: str, variable: str) -> None:
    assert asked({}, [rule], {}) == Status("outside", f"unsafe: no positive atom binds {variable}")


@pytest.mark.parametrize("rule", ["p(_).", "p(_) :- q(_).", "p(X) :- q(X), _ < 5.", "p(X) :- q(X), X = _."])
def test_wildcards_that_need_a_value_are_outside(rule: str) -> None:
    assert asked({}, [rule], {}) == Status("outside", "unsafe: _ stands where a value is needed")


@pytest.mark.parametrize(
    "rules",
    [
        ["p :- not p."],
        ["p(X) :- q(X), not r(X).", "r(X) :- p(X)."],
        ["a(X) :- n(X), b(X).", "b(X) :- c(X).", "c(X) :- n(X), not a(X)."],
    ],
)
def test_programs_without_strata_are_outside(rules: list[str]) -> None:
    assert asked({"n": [[1]]}, rules, {}) == Status("outside", "recursion through negation")
