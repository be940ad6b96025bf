"""A case as rows of integers: every fact, text and time gets one, whatever the order of facts and files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from whosays.facts import times
from whosays.facts.case import Case, CaseFact
from whosays.facts.kinds import Field, Kind
from whosays.facts.times import UNKNOWN, Time
from whosays.facts.vocabulary import Place, Span
from whosays.rules.body import FACT
from whosays.rules.filters import holds
from whosays.rules.lower_tests import UNIT
from whosays.rules.program import Program

Cells = tuple[int | None, ...]
_Plan = tuple[list[Field | str | None], list[tuple[str, Field]]]


@dataclass(frozen=True, slots=True, eq=False)
class GroundedCase:
    """The rows of a case by relation, which fact each comes from, and how to read and test its integers."""

    case: Case
    first_fact: int  # the integer of facts[0]; that of facts[i] is i more
    rows: Mapping[str, tuple[Cells, ...]]
    fact_of: Mapping[str, tuple[int, ...]]
    values: Sequence[str | Time]  # what the integers below first_fact and above the last fact stand for
    largest: int

    @property
    def row_count(self) -> int:
        """How many rows there are in all relations."""
        return sum(len(rows) for rows in self.rows.values())

    def fact(self, number: int) -> CaseFact:
        """The fact an integer stands for."""
        return self.case.facts[number - self.first_fact]

    def text(self, number: int) -> str:
        """The text an integer stands for, in a column of texts."""
        value = self.values[number if number < self.first_fact else number - len(self.case.facts)]
        return value if isinstance(value, str) else ""

    def time(self, number: int) -> Time:
        """The time an integer stands for, in a column of times; a rule's own is written as a text."""
        value = self.values[number if number < self.first_fact else number - len(self.case.facts)]
        return value if isinstance(value, Time) else times.read_period(value)

    def place(self, number: int) -> Place:
        """The place an integer stands for, in a column of places."""
        place = self.fact(number).model
        assert isinstance(place, Place)  # the checker has refused all else
        return place

    def test(self, name: str, arguments: tuple[int, ...]) -> bool:
        """Whether a filter of the program holds for these integers."""
        return holds(name, arguments, self)


def ground(program: Program, case: Case) -> GroundedCase:
    """The rows of a case, for the relations that a program reads."""
    return _Grounding(program, case).run()


@dataclass(slots=True)
class _Grounding:
    program: Program
    case: Case
    values: list[str | Time] = field(default_factory=list)
    number_of: dict[str | Time, int] = field(default_factory=dict)

    def run(self) -> GroundedCase:
        self.values = list(self.program.constants)
        self.number_of = {text: number for number, text in enumerate(self.values)}
        first = len(self.values)
        read = columns_read(self.program)
        rows: dict[str, list[Cells]] = {name: [] for name in read}
        fact_of: dict[str, list[int]] = {name: [] for name in read}
        plans = {
            kind: _plan(self.program, self.case.vocabulary[kind], read)
            for kind in {fact.kind for fact in self.case.facts}
        }
        for fact in self.case.facts:
            wide, lists = plans[fact.kind]
            if wide:
                rows[fact.kind].append(tuple([self._cell(fact, each, first) for each in wide]))
                fact_of[fact.kind].append(fact.index)
            for name, each in lists:
                items = {self._number(item, each, first) for item in getattr(fact.model, each.attribute)}
                rows[name] += [(first + fact.index, item) for item in sorted(items)]
                fact_of[name] += [fact.index] * len(items)
        largest = len(self.case.facts) + len(self.values)
        frozen = self._ranked(rows, plans)
        return GroundedCase(
            self.case, first, frozen, {name: tuple(found) for name, found in fact_of.items()}, self.values, largest
        )

    def _ranked(self, rows: Mapping[str, list[Cells]], plans: Mapping[str, _Plan]) -> dict[str, tuple[Cells, ...]]:
        """The rows with the values of the case numbered by rank, so that no order rests on who is read first.

        Two values stand to each other as in any other case that has both: a part of a case is judged as in the whole.
        """
        known = len(self.program.constants)
        order = sorted(range(known, len(self.values)), key=lambda place: _rank(self.values[place], place))
        new = {self._place(old): self._place(known + rank) for rank, old in enumerate(order)}
        self.values[known:] = [self.values[place] for place in order]
        ranked = {name: tuple(found) for name, found in rows.items()}
        for kind, (wide, lists) in plans.items():
            if places := [place for place, each in enumerate(wide) if _is_interned(each)]:
                ranked[kind] = tuple(_renumbered(row, places, new) for row in rows[kind])
            for name, each in lists:
                if _is_interned(each):
                    ranked[name] = tuple(sorted(_renumbered(row, (1,), new) for row in rows[name]))
        return ranked

    def _cell(self, fact: CaseFact, column: Field | str | None, first: int) -> int | None:
        if column is None:
            return None
        if isinstance(column, str):
            return first + fact.index
        value = getattr(fact.model, column.attribute)
        if column.type in {"moment", "period"}:
            return self._time(value, column)
        return None if value is None else self._number(value, column, first)

    def _number(self, value: object, field_: Field, first: int) -> int:
        match field_.type:
            case "ref":
                return first + self.case[str(value)].index
            case "number":
                assert isinstance(value, int | float)
                return round(value * UNIT)
            case "flag":
                return self._intern(str(value).lower())
            case "moment" | "period":
                assert isinstance(value, str | Span)
                return self._time(value, field_)
            case _:
                return self._intern(str(value))

    def _time(self, value: str | Span | None, field_: Field) -> int:
        if value is None:
            # Each unknown time is a value of its own: two of them are not known to be equal.
            self.values.append(UNKNOWN)
            return self._place(len(self.values) - 1)
        read = times.read_period(value) if field_.type == "period" else times.read_moment(str(value))
        return self._intern(read)

    def _intern(self, value: str | Time) -> int:
        place = self.number_of.get(value)
        if place is None:
            place = self.number_of[value] = len(self.values)
            self.values.append(value)
        return self._place(place)

    def _place(self, index: int) -> int:
        return index if index < len(self.program.constants) else index + len(self.case.facts)


def _rank(value: str | Time, place: int) -> tuple[int, str, Time, int]:
    """Texts by their letters, then times by their seconds; times that are not known stay in the order of the facts."""
    if isinstance(value, str):
        return (0, value, UNKNOWN, 0)
    return (1, "", value, 0) if value != UNKNOWN else (2, "", value, place)


def _is_interned(column: Field | str | None) -> bool:
    return isinstance(column, Field) and column.type not in {"ref", "number"}


def _renumbered(row: Cells, places: Sequence[int], new: Mapping[int, int]) -> Cells:
    cells = list(row)
    for place in places:
        if (value := cells[place]) is not None:
            cells[place] = new.get(value, value)
    return tuple(cells)


def columns_read(program: Program) -> dict[str, set[str]]:
    """The relations that come from the case, and the columns of each that some rule reads."""
    read: dict[str, set[str]] = {}
    for rule in (rule for stratum in program.strata for rule in stratum.rules):
        for atom in (*rule.body, *rule.negated):
            if atom.relation not in program.derived:
                read.setdefault(atom.relation, set()).update(column for column, _ in atom.terms)
    return read


def _plan(program: Program, kind: Kind, read: Mapping[str, set[str]]) -> _Plan:
    """What fills the columns of a kind's rows (None: nobody reads it), and the lists that have rows of their own."""
    fields, name = kind.fields, kind.name
    columns = program.relations[name] if name in read else ()
    wide: list[Field | str | None] = [
        None if column not in read[name] else column if column == FACT else fields[column] for column in columns
    ]
    lists = [(f"{name}.{each.name}", each) for each in fields.values() if each.many and f"{name}.{each.name}" in read]
    return wide, lists
