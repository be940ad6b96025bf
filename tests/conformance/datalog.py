"""Reading the rules of the corpus: `reaches(X, Z) :- edge(X, Y), reaches(Y, Z), not closed(Y), X != Z.`

A bare name among the terms is a variable, whatever its case, and `_` is a wildcard; texts stand in double quotes. What
is no plain Datalog is not read: OutsideError says what it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, NoReturn, TypeVar, cast, get_args

from whosays.rules.program import ComparisonOperator

Scalar = str | int | float | bool
_Read = TypeVar("_Read")
_OPERATORS = get_args(ComparisonOperator)

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?|[A-Za-z_]\w*|:-|[<>!]=|\S')
_OUTSIDE = {
    "arithmetic": "+ - * / % ^ &",
    "functors": "@",
    "aggregates": "{ } :",
    "lists": "[ ] |",
    "disjunction": ";",
    "strong negation": "~",
    "counters": "$",
}
_REASONS = {mark: why for why, marks in _OUTSIDE.items() for mark in marks.split()}


class OutsideError(Exception):
    """Something that is not in the declared fragment."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Variable:
    name: str


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Any value; two of them need not be the same."""


class Constant(NamedTuple):
    """A value, after what sorts it among others: truth values, then numbers by value, then texts by code point."""

    kind: int
    value: Scalar


Term = Variable | Wildcard | Constant


@dataclass(frozen=True, slots=True)
class Atom:
    predicate: str
    terms: tuple[Term, ...] = ()

    def variables(self) -> frozenset[str]:
        """The names of its variables."""
        return frozenset(term.name for term in self.terms if isinstance(term, Variable))


@dataclass(frozen=True, slots=True)
class Negation:
    atom: Atom


@dataclass(frozen=True, slots=True)
class Comparison:
    left: Term
    operator: ComparisonOperator
    right: Term


Literal = Atom | Negation | Comparison


@dataclass(frozen=True, slots=True)
class Rule:
    head: Atom
    body: tuple[Literal, ...] = ()


@dataclass(frozen=True, slots=True)
class Clauses:
    """A Datalog program: rows of constants for predicates, and rules."""

    facts: tuple[tuple[str, tuple[tuple[Constant, ...], ...]], ...]
    rules: tuple[Rule, ...]


def constant(value: Scalar) -> Constant:
    """The constant of a value; 1 and 1.0 are one, 1 and "1" are two."""
    if isinstance(value, bool):
        return Constant(0, value)
    return Constant(2 if isinstance(value, str) else 1, value)


def read_rule(text: str) -> Rule:
    """A rule or a fact; the full stop at its end may be left out."""
    return _read(text, _Reader.rule)


def read_parts(head: str, body: Sequence[str]) -> Rule:
    """A rule that is given in parts: its head and its literals."""
    return Rule(_read(head, _Reader.atom), tuple(_read(each, _Reader.literal) for each in body))


def check_predicate(name: str) -> None:
    """Whether rules could name this predicate of a fact."""
    if _read(name, _Reader.atom).terms:
        raise OutsideError(f"the predicate {name!r}")


def _read(text: str, part: Callable[[_Reader], _Read]) -> _Read:
    reader = _Reader(text)
    found = part(reader)
    reader.take(".")
    if reader.next:
        reader.refuse()
    return found


class _Reader:
    """The tokens of a text, taken from the left."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _TOKEN.findall(text)
        self.place = 0

    @property
    def next(self) -> str:
        """The token that comes next, or nothing at the end."""
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self, token: str) -> bool:
        """Go past this token if it comes next."""
        found = self.next == token
        self.place += found
        return found

    def refuse(self) -> NoReturn:
        raise OutsideError(_REASONS.get(self.next, f"the syntax of {self.text!r}"))

    def expect(self, token: str) -> None:
        if not self.take(token):
            self.refuse()

    def rule(self) -> Rule:
        head = self.atom()
        return Rule(head, self.several(self.literal) if self.take(":-") else ())

    def several(self, part: Callable[[], _Read]) -> tuple[_Read, ...]:
        found = [part()]
        while self.take(","):
            found.append(part())
        return tuple(found)

    def literal(self) -> Literal:
        if self.take("("):
            found = self.literal()
            self.expect(")")
            return found
        if self.take("not") or self.take("!"):
            return Negation(self.atom())
        if self.next.isidentifier() and self.after_next() not in _OPERATORS:
            return self.atom()
        left = self.term()
        operator = self.next
        if operator not in _OPERATORS:
            self.refuse()
        self.place += 1
        return Comparison(left, cast(ComparisonOperator, operator), self.term())

    def after_next(self) -> str:
        return self.tokens[self.place + 1] if self.place + 1 < len(self.tokens) else ""

    def atom(self) -> Atom:
        name = self.next
        if not name.isidentifier():
            self.refuse()
        self.place += 1
        terms: tuple[Term, ...] = ()
        if self.take("(") and not self.take(")"):
            terms = self.several(self.term)
            self.expect(")")
        if self.next in _OPERATORS:
            raise OutsideError("functors")
        return Atom(name, terms)

    def term(self) -> Term:
        negative = self.take("-")
        token = self.next
        self.place += 1
        if token[:1].isdigit():
            number = float(token) if "." in token else int(token)
            return constant(-number if negative else number)
        if negative:
            raise OutsideError("arithmetic")
        if token.startswith('"') and len(token) > 1:
            return constant(json.loads(token, strict=False))
        if not token.isidentifier():
            self.place -= 1
            self.refuse()
        if self.next == "(":
            raise OutsideError("functors")
        return Wildcard() if token == "_" else Variable(token)
