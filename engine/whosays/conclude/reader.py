"""From what a rule matched to what it derives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whosays.match.matcher import Row
from whosays.rules.program import Const, FlatRule, Program, Term

Cells = tuple[int | None, ...]

_Place = tuple[int, int]  # of a value in a match: the atom and its column, or _CONSTANT and the value
_CONSTANT = -1


class RuleReader:
    """Reads head rows and filter arguments off the rows that a rule matched."""

    def __init__(self, program: Program, rule: FlatRule, rows: Sequence[Row]) -> None:
        self.relation = rule.head.relation
        self._rows = rows
        self._places: dict[str, _Place] = {}
        for place, atom in enumerate(rule.body):
            columns = program.relations[atom.relation]
            for column, term in atom.terms:
                if not isinstance(term, Const):
                    self._places.setdefault(term.name, (place, columns.index(column)))
        terms = dict(rule.head.terms)
        self._head = self._all_places(terms[column] for column in program.relations[self.relation])
        self._filters = [(test.test, self._all_places(test.arguments)) for test in rule.filters]

    def _all_places(self, terms: Iterable[Term]) -> list[_Place]:
        return [(_CONSTANT, term.value) if isinstance(term, Const) else self._places[term.name] for term in terms]

    def _read(self, places: Iterable[_Place], matched: Sequence[int]) -> tuple[int, ...]:
        rows = self._rows
        # A column that an atom names is known, so that there is no None among these.
        return tuple(
            [column if atom == _CONSTANT else rows[matched[atom]].values[column] for atom, column in places]  # type: ignore[misc]
        )

    def head(self, matched: Sequence[int]) -> Cells:
        """The row that a match derives."""
        return self._read(self._head, matched)

    def filters(self, matched: Sequence[int]) -> list[tuple[str, tuple[int, ...]]]:
        """The tests it must pass."""
        return [(name, self._read(places, matched)) for name, places in self._filters]
