"""What is missing may be anything: a test on a field that a fact leaves out certainly fails, and possibly holds.

What a rule concludes from is lowered for what is certain; what stands in its way (`none`, `unless`, the upper end of a
`count`) for what is possible. In the second way a test on a field that may be missing has two alternatives: the field
has a value that passes, or it has none. The variables that its value would have given are then unknown, and whatever
else is asked of them may hold. A relation that such tests derive has a second one for its rows that are possible.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from whosays.rules.body import FACT, Body, MissingCell, term_variables
from whosays.rules.language import Column
from whosays.rules.program import Atom, Comparison, Var


def possible(relation: str) -> str:
    """The relation that holds the rows of this one that are possible."""
    return f"{relation}?"


def may_be_missing(column: Column) -> bool:
    """Whether a fact may leave it open. A list is complete as it stands; a time that is missing is an unknown time."""
    return not column.required and not column.many and column.type.value != "time"


def left_out(kind: str, column: str, fact: Var, binds: Iterable[str] = ()) -> Body:
    """The alternative that a fact of this kind has no value there, for the variables that the value would give."""
    names = frozenset(binds)
    cell = MissingCell(kind, fact, column, names)
    return Body(atoms=(Atom(kind, ((FACT, fact),)),), unsure=True, missing=(cell,), unknown=names)


def settled(bodies: Iterable[Body], outer: Iterable[str]) -> list[Body]:
    """Bodies without the tests that an unknown variable may pass; those are left out that contradict themselves."""
    bound = frozenset(outer)
    return [_without_unknown(body, bound) for body in bodies if _is_consistent(body)]


def counting(body: Body, of: Var) -> Body:
    """A body in which the counted variable may be unknown: each fact that leaves it out may give one value more."""
    if of.name not in body.unknown - body.bound():
        return body
    cell = next(each for each in body.missing if of.name in each.binds)
    return body + Body(atoms=(Atom(cell.kind, ((FACT, of),)),), comparisons=(Comparison(of, "=", cell.fact),))


def _is_consistent(body: Body) -> bool:
    """Whether no field both has a value and has none."""
    given = {
        (atom.relation, dict(atom.terms).get(FACT), column)
        for atom in (*body.atoms, *body.paths)
        for column, _ in atom.terms
    }
    return not any((cell.kind, cell.fact, cell.column) in given for cell in body.missing)


def _without_unknown(body: Body, outer: frozenset[str]) -> Body:
    loose = body.unknown - body.bound() - outer
    counted = tuple(each for each in body.counted if not any(inner.variables() & loose for inner in each.bodies))
    loose |= {each.number.name for each in body.counted if each not in counted}
    absent = tuple(
        Atom(cell.kind, ((FACT, cell.fact), (cell.column, Var(f"{cell.fact.name}.{cell.column}?"))))
        for cell in dict.fromkeys(body.missing)
    )
    return replace(
        body,
        comparisons=tuple(test for test in body.comparisons if not term_variables((test.left, test.right)) & loose),
        filters=tuple(test for test in body.filters if not term_variables(test.arguments) & loose),
        negated=(*(atom for atom in body.negated if not atom.variables() & loose), *absent),
        without=tuple(each for each in body.without if not each.body.variables() & loose),
        counted=counted,
        missing=(),
        unknown=loose,
    )
