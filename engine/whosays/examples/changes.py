"""The ways in which the tests on one value could be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from whosays.problems import Mark
from whosays.rules.syntax import Path, Test, Value

_OPPOSITE = {
    "is": "not",
    "not": "is",
    "in": "not_in",
    "not_in": "in",
    "at_least": "below",
    "below": "at_least",
    "above": "at_most",
    "at_most": "above",
}
_NEXT = {"at_least": "above", "above": "at_least", "at_most": "below", "below": "at_most"}
_OTHER_SPAN = {"contains": "overlaps", "during": "overlaps"}
_SIZE = re.compile(r"([\d.]+)(.*)", re.DOTALL)

TestsChange = tuple[str, str, Mark, tuple[Test, ...]]
"""The rest of the clause's name (empty, or from a slash), what was done, where, and the tests that are left."""


def changes_of_tests(tests: tuple[Test, ...], sizes: Mapping[str, Value] | None = None) -> Iterator[TestsChange]:
    """Every change of one test among those on a value; `sizes` are the parameters, where bounds have a unit."""
    for place, test in enumerate(tests):
        before, after = tests[:place], tests[place + 1 :]
        name = "" if test.operator in {"is", "in"} and len(tests) == 1 else f"/{test.operator}"
        yield name, "left out", test.mark, before + after
        for clause, change, mark, changed in _changes(test, sizes):
            yield name + clause, change, mark, (*before, changed, *after)


def _changes(test: Test, sizes: Mapping[str, Value] | None) -> Iterator[tuple[str, str, Mark, Test]]:
    """Every change of a test but leaving it out."""
    if test.operator == "known" and isinstance(test.operands[0], Value):
        value = test.operands[0].value is not True
        turned = replace(test, operands=(Value(str(value).lower(), value, test.mark),))
        yield "", "turned round", test.mark, turned
    if test.operator in _OPPOSITE:
        opposite = _OPPOSITE[test.operator]
        yield "", f"turned round: {opposite}", test.mark, replace(test, operator=opposite)
    if sizes is not None:
        yield from _measured(test, sizes)
    elif test.operator in _NEXT:
        other = _NEXT[test.operator]
        yield "", f"{other} for {test.operator}", test.mark, replace(test, operator=other)
    if test.operator in _OTHER_SPAN:
        other = _OTHER_SPAN[test.operator]
        yield "", f"{other} for {test.operator}", test.mark, replace(test, operator=other)
    if test.operator in {"in", "not_in"} and len(test.operands) > 1:
        for place, operand in enumerate(test.operands):
            kept = test.operands[:place] + test.operands[place + 1 :]
            yield f"/{operand}", "left out", operand.mark, replace(test, operands=kept)


def _measured(test: Test, params: Mapping[str, Value]) -> Iterator[tuple[str, str, Mark, Test]]:
    """Half and twice the size: no case lies just on the bound of a distance, a speed or a time."""
    operand = test.operands[0]
    size = params.get(operand.variable) if isinstance(operand, Path) else operand
    found = _SIZE.fullmatch(size.text) if size is not None else None
    if found:
        for factor, change in ((0.5, "half as much"), (2, "twice as much")):
            text = f"{float(found[1]) * factor:g}{found[2]}"
            yield "", change, test.mark, replace(test, operands=(Value(text, text, operand.mark),))
