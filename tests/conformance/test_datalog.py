"""How the rules of the corpus are read."""

from __future__ import annotations

import pytest

from tests.conformance.datalog import (
    Atom,
    Comparison,
    Negation,
    OutsideError,
    Rule,
    Variable,
    Wildcard,
    constant,
    read_parts,
    read_rule,
)

X, Y, ANY = Variable("X"), Variable("Y"), Wildcard()
P, Q = Atom("p", (X,)), Atom("q", (X,))

READ = [
    ("p(X) :- q(X).", Rule(P, (Q,))),
    ("p(X):-q(X)", Rule(P, (Q,))),
    (" p ( X )  :-  q(X) . ", Rule(P, (Q,))),
    ("p(X).", Rule(P)),
    ("p.", Rule(Atom("p"))),
    ("p() :- q.", Rule(Atom("p"), (Atom("q"),))),
    ("p :- not q(), q.", Rule(Atom("p"), (Negation(Atom("q")), Atom("q")))),
    ("p(X) :- q(X), not p(X).", Rule(P, (Q, Negation(P)))),
    ("p(X) :- q(X), !p(X).", Rule(P, (Q, Negation(P)))),
    ("p(nothing) :- q(nothing).", Rule(Atom("p", (Variable("nothing"),)), (Atom("q", (Variable("nothing"),)),))),
    ("p(X) :- q(X), notable(X).", Rule(P, (Q, Atom("notable", (X,))))),
    ("p(X) :- q(X, _, _y).", Rule(P, (Atom("q", (X, ANY, Variable("_y"))),))),
    ('p("a b", 5, -5, 0.5).', Rule(Atom("p", (constant("a b"), constant(5), constant(-5), constant(0.5))))),
    (r'p("say \"no\", :- not.").', Rule(Atom("p", (constant('say "no", :- not.'),)))),
    ('p("Ü").', Rule(Atom("p", (constant("Ü"),)))),
    ("p(9007199254740993).", Rule(Atom("p", (constant(9007199254740993),)))),
    ("p(X) :- q(X), X < 5.", Rule(P, (Q, Comparison(X, "<", constant(5))))),
    ("p(X) :- q(X), (X <= -5).", Rule(P, (Q, Comparison(X, "<=", constant(-5))))),
    ("p(X) :- q(X), 5>=X.", Rule(P, (Q, Comparison(constant(5), ">=", X)))),
    ('p(X) :- q(X), X != "a".', Rule(P, (Q, Comparison(X, "!=", constant("a"))))),
    ("p(X) :- Y = X, X > Y, q(X).", Rule(P, (Comparison(Y, "=", X), Comparison(X, ">", Y), Q))),
]

OUTSIDE = [
    ("p(X + 1) :- q(X).", "arithmetic"),
    ("p(1-2-3) :- q(x).", "arithmetic"),
    ("p(X) :- q(X - 1).", "arithmetic"),
    ("p(-X) :- q(X).", "arithmetic"),
    ("p(X) :- q(X), X < Y * 2.", "arithmetic"),
    ("p(X) :- q(X), X + 1 < Y.", "arithmetic"),
    ("p(X) :- q(X), (X + 1 < Y).", "arithmetic"),
    ("p(f(X)) :- q(X).", "functors"),
    ('p(X) :- q(X), X = cat("a", X).', "functors"),
    ('p(X) :- q(X), contains("a", X) = 1.', "functors"),
    ("p(@f(X)) :- q(X).", "functors"),
    ("p(N) :- N = count : { q(X) }.", "aggregates"),
    ("p([X, Y]) :- q(X, Y).", "lists"),
    ("p(X) :- q(X); r(X).", "disjunction"),
    ("~p(X) :- q(X).", "strong negation"),
    ("p(X) :- ~q(X).", "strong negation"),
    ("p($) :- q(X).", "counters"),
    ("p(X) :- .", "the syntax of 'p(X) :- .'"),
    ("p(X) q(X).", "the syntax of 'p(X) q(X).'"),
    ("p(X", "the syntax of 'p(X'"),
    ('p("a).', "the syntax of 'p(\"a).'"),
    ("p(,).", "the syntax of 'p(,).'"),
    ("p(X) :- q(X), X == Y.", "the syntax of 'p(X) :- q(X), X == Y.'"),
    ("p(X) :- q(X) X.", "the syntax of 'p(X) :- q(X) X.'"),
    ("", "the syntax of ''"),
]


@pytest.mark.parametrize(("text", "rule"), READ, ids=[text for text, _ in READ])
def test_read(text: str, rule: Rule) -> None:
    assert read_rule(text) == rule


@pytest.mark.parametrize(("text", "why"), OUTSIDE, ids=[text for text, _ in OUTSIDE])
def test_not_read(text: str, why: str) -> None:
    with pytest.raises(OutsideError) as caught:
        read_rule(text)
    assert caught.value.why == why


def test_rules_in_parts() -> None:
    assert read_parts("p(X)", ["q(X)", "not p(X)", "X < 5"]) == read_rule("p(X) :- q(X), not p(X), X < 5.")
    with pytest.raises(OutsideError):
        read_parts("p(X) :- q(X)", [])


def test_constants_sort_by_value() -> None:
    values = [False, True, -1, 0.5, 1, 2**60, 2**60 + 1, "", "1", "10", "9", "B", "a", "Ü"]
    assert sorted(map(constant, reversed(values))) == [constant(value) for value in values]
    assert len({constant(1), constant(1.0), constant("1"), constant(True)}) == 3
