"""The order in which the atoms of a body are joined."""

from __future__ import annotations

from collections.abc import Sequence

from whosays.rules.program import Atom, Const


def join_order(body: Sequence[Atom], first: int | None = None) -> tuple[int, ...]:
    """Each atom tied to those before it where that is possible, as a loose join is slow; `first` goes first."""
    variables = [atom.variables() for atom in body]
    constants = [sum(isinstance(term, Const) for _, term in atom.terms) for atom in body]
    left = list(range(len(body)))
    bound: set[str] = set()
    order: list[int] = []
    while left:
        gains = [(len(variables[index] & bound), constants[index], -index) for index in left]
        best = -max(gains)[2] if order or first is None else first
        left.remove(best)
        order.append(best)
        bound |= variables[best]
    return tuple(order)
