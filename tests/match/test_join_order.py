"""The order in which the atoms of a body are joined."""

from __future__ import annotations

import pytest

from tests.flat_rules import rule
from whosays.match.join_order import join_order

BODY = rule("found(x) :- a(x), b(y, z), c(x, y), d(z, 5)").body


@pytest.mark.parametrize(
    ("first", "expected"),
    [(None, (3, 1, 2, 0)), (0, (0, 2, 1, 3)), (2, (2, 0, 1, 3))],
    ids=["a constant first", "from a", "from c"],
)
def test_each_atom_is_tied_to_those_before_it(first: int | None, expected: tuple[int, ...]) -> None:
    assert join_order(BODY, first) == expected


def test_what_nothing_ties_together_comes_in_its_own_order() -> None:
    assert join_order(rule("found(x) :- a(x), b(y), c(z)").body) == (0, 1, 2)
