"""Which rows and columns of a relation the patterns of a ruleset have use for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whosays.rules.program import Atom, Const, Var


@dataclass(frozen=True, slots=True)
class Shape:
    """What a row must look like to be of use to a pattern: columns that are known, and columns that hold a constant."""

    known: tuple[int, ...]
    constants: tuple[tuple[int, int], ...]

    def fits(self, values: Sequence[int | None]) -> bool:
        """Whether a row of these values may match."""
        for column, value in self.constants:
            if values[column] != value:
                return False
        return None not in [values[column] for column in self.known]

    def covers(self, other: Shape) -> bool:
        """Whether every row that fits the other shape fits this one."""
        return {*self.known} <= {*other.known} and {*self.constants} <= {*other.constants}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a ruleset takes the rows of a relation: its type, the columns it looks at, and the shapes it has use for."""

    type: int
    columns: tuple[int, ...]
    shapes: tuple[Shape, ...]

    def wants(self, values: Sequence[int | None]) -> bool:
        """Whether any pattern may match a row of these values."""
        for shape in self.shapes:  # noqa: SIM110  (asked of every row; any() takes twice as long)
            if shape.fits(values):
                return True
        return False


def reading_of(type_: int, columns: Sequence[str], atoms: Iterable[Atom]) -> Reading:
    """How to take rows for these atoms on one relation."""
    shapes = list(dict.fromkeys(_shape(columns, atom) for atom in atoms))
    used = {column for shape in shapes for column in (*shape.known, *(column for column, _ in shape.constants))}
    widest = [shape for shape in shapes if not any(other != shape and other.covers(shape) for other in shapes)]
    return Reading(type_, tuple(sorted(used)), tuple(widest))


def _shape(columns: Sequence[str], atom: Atom) -> Shape:
    places = [(columns.index(column), term) for column, term in atom.terms]
    known = {place for place, term in places if isinstance(term, Var)}
    constants = {(place, term.value) for place, term in places if isinstance(term, Const)}
    return Shape(tuple(sorted(known)), tuple(sorted(constants)))
