"""Lowering measures: a distance, an elapsed time or a speed compared with a size becomes a filter."""

from __future__ import annotations

from collections.abc import Sequence

from whosays.rules.body import Body
from whosays.rules.language import TIME
from whosays.rules.lower_tests import UNIT, TestLowering
from whosays.rules.program import Const, Filter, Term
from whosays.rules.quantities import QUANTITIES, Quantity
from whosays.rules.scope import Scope
from whosays.rules.syntax import Measure, Operand, Path, Test


def lower_measure(tests: TestLowering, measure: Measure, scope: Scope, mode: str) -> list[Body]:
    """A body for every way to come to what the measure lies between."""
    found: list[tuple[tuple[Term, ...], Body]] = [((), Body())]
    for place in measure.places:
        ways: Sequence[tuple[Term, Body]] = tests.path(place, scope, mode)
        found = [((*terms, term), body + more) for terms, body in found for term, more in ways]
    for time in measure.times:
        ways = tests.operand(time, TIME, scope, mode)
        found = [((*terms, term), body + more) for terms, body in found for term, more in ways]
    sizes = [(test.operator, _size(tests, test, QUANTITIES[measure.word])) for test in measure.tests]
    return [
        body
        + Body(filters=tuple(Filter(f"{mode}_{measure.word}_{operator}", (*terms, size)) for operator, size in sizes))
        for terms, body in found
    ]


def _size(tests: TestLowering, test: Test, quantity: Quantity) -> Const:
    operand: Operand = test.operands[0]
    value = tests.params[operand.variable] if isinstance(operand, Path) else operand
    size = quantity.read(value.text)
    assert size is not None  # the checker has refused all else
    return Const(round(size * UNIT))
