"""Clauses in the words of their author, and as wanted for one match: with values in the place of variables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import assert_never

from whosays.rules.syntax import (
    AnyOf,
    Condition,
    CountOf,
    FieldTest,
    Measure,
    NoneOf,
    Operand,
    Pair,
    PathTest,
    Pattern,
    Test,
    Unless,
)

Say = Callable[[Operand], str]


def clause_text(part: Condition | FieldTest | Unless, say: Say = str) -> str:
    """A clause as it stands in the rule, in one line; `say` puts an operand into words."""
    match part:
        case FieldTest():
            return f"{part.name}: {words_of_tests(part.tests, say)}"
        case Pattern():
            fields = ", ".join(
                ([f"as: {say(part.alias)}"] if part.alias is not None else [])
                + [clause_text(each, say) for each in part.fields]
            )
            return f"{part.kind}: {{{fields}}}"
        case PathTest():
            return f"{part.path}: {words_of_tests(part.tests, say)}"
        case NoneOf():
            return f"none: {_conditions(part.conditions, say)}"
        case AnyOf():
            return f"any: [{', '.join(_conditions(each, say) for each in part.branches)}]"
        case CountOf():
            tests = f", is: {words_of_tests(part.tests, say)}" if part.tests else ""
            return f"count: {{of: {part.of}{tests}, where: {_conditions(part.where, say)}}}"
        case Pair():
            return f"pair: [{say(part.first)}, {say(part.second)}]"
        case Measure():
            return f"{part.word}: {{{_ends(part, say)}, is: {words_of_tests(part.tests, say)}}}"
        case Unless():
            return f"unless {part.name}: {_conditions(part.conditions, say)}"
        case _:
            assert_never(part)


def _ends(part: Measure, say: Callable[[Operand], str]) -> str:
    """What a measure lies between, by the words of the language."""
    names = ("from", "to", "leaving", "arriving") if part.places else ("from", "to")
    return ", ".join(f"{name}: {say(end)}" for name, end in zip(names, (*part.places, *part.times), strict=False))


def head_text(part: Condition | FieldTest | Unless) -> str:
    """Of a pattern, that there is such a fact."""
    assert isinstance(part, Pattern)
    return f"{part.kind} {part.alias}" if part.alias is not None else part.kind


def words_of_tests(tests: Iterable[Test], say: Say = str) -> str:
    """The tests on a value."""
    tests = tuple(tests)
    if len(tests) == 1 and tests[0].operator == "is":
        return say(tests[0].operands[0])
    return "{" + ", ".join(f"{test.operator}: {_operands(test, say)}" for test in tests) + "}"


def _operands(test: Test, say: Say) -> str:
    words = [say(each) for each in test.operands]
    return f"[{', '.join(words)}]" if test.operator in {"in", "not_in"} else words[0]


def _conditions(conditions: Iterable[Condition], say: Say) -> str:
    words = [clause_text(each, say) for each in conditions]
    return words[0] if len(words) == 1 else f"[{', '.join(words)}]"
