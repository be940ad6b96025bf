"""Bodies of flat rules while they are lowered: a condition becomes alternatives, each a bag of atoms and tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from whosays.rules.program import Atom, Comparison, Filter, Term, Var

FACT, ITEM = "#fact", "#item"
"""The column that holds a fact itself, and the one that holds an item of its list; no field is called so."""


@dataclass(frozen=True, slots=True, eq=False)
class Without:
    """A negated body that is no single atom: it becomes a relation of its own."""

    body: Body
    clause: str


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A count over the alternatives of a body; `number` is the variable that holds it."""

    bodies: tuple[Body, ...]
    of: Var
    number: Var
    clause: str


@dataclass(frozen=True, slots=True)
class MissingCell:
    """A field of a fact that has no value; `binds` are the variables that a value of it would give."""

    kind: str
    fact: Var
    column: str
    binds: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """All of its parts hold together.

    `paths` are atoms that follow a required field: they never fail, so that a negation may have them lifted out of it
    when the variable they start from is bound outside. `unsure`, `missing` and `unknown`: see readings.
    """

    atoms: tuple[Atom, ...] = ()
    paths: tuple[Atom, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    filters: tuple[Filter, ...] = ()
    negated: tuple[Atom, ...] = ()
    without: tuple[Without, ...] = ()
    counted: tuple[Counted, ...] = ()
    unsure: bool = False
    missing: tuple[MissingCell, ...] = ()
    unknown: frozenset[str] = frozenset()

    def __add__(self, other: Body) -> Body:
        return Body(
            self.atoms + other.atoms,
            self.paths + other.paths,
            self.comparisons + other.comparisons,
            self.filters + other.filters,
            self.negated + other.negated,
            self.without + other.without,
            self.counted + other.counted,
            self.unsure or other.unsure,
            self.missing + other.missing,
            self.unknown | other.unknown,
        )

    @property
    def is_flat(self) -> bool:
        """Whether it needs no relation of its own."""
        return not self.without and not self.counted

    def is_modal(self) -> bool:
        """Whether a test in it reads something imprecise or missing, so that "certainly" and "possibly" differ."""
        inner = (*(each.body for each in self.without), *(body for count in self.counted for body in count.bodies))
        names = (test.test for test in self.filters)
        return (
            self.unsure
            or any(name.startswith(("certainly_", "possibly_")) for name in names)
            or any(each.is_modal() for each in inner)
        )

    def all_atoms(self) -> tuple[Atom, ...]:
        """Its positive atoms, those on one fact merged into one."""
        return merged((*self.atoms, *self.paths))

    def relations(self) -> frozenset[str]:
        """Every relation it reads, those of nested negations and counts included."""
        inner = (*(each.body for each in self.without), *(body for count in self.counted for body in count.bodies))
        own = frozenset(atom.relation for atom in (*self.atoms, *self.paths, *self.negated))
        return own.union(*(each.relations() for each in inner))

    def bound(self) -> frozenset[str]:
        """The variables its positive atoms bind."""
        return frozenset().union(*(atom.variables() for atom in (*self.atoms, *self.paths)))

    def variables(self) -> frozenset[str]:
        """Every variable in it, those of nested negations and counts included."""
        found = set(self.bound())
        found.update(*(atom.variables() for atom in self.negated))
        found.update(*(term_variables((test.left, test.right)) for test in self.comparisons))
        found.update(*(term_variables(test.arguments) for test in self.filters))
        found.update(*(each.body.variables() for each in self.without))
        for count in self.counted:
            found.update({count.of.name, count.number.name}, *(body.variables() for body in count.bodies))
        return frozenset(found)

    def lifting(self, outer: frozenset[str]) -> tuple[tuple[Atom, ...], Body]:
        """The path atoms that start from an outer variable, and the body without them."""
        lifted = tuple(atom for atom in self.paths if _root(atom) in outer)
        kept = tuple(atom for atom in self.paths if _root(atom) not in outer)
        return lifted, replace(self, paths=kept)


Alternatives = Sequence[Body]

MAX_ALTERNATIVES = 256


class TooManyAlternativesError(Exception):
    """A rule, by its id, says "or" so often that writing out every combination would never end."""

    rule = ""


def product(*lists: Alternatives) -> list[Body]:
    """Every way to take one alternative from each list, together. Raises TooManyAlternativesError."""
    found = [Body()]
    for alternatives in lists:
        if len(found) * len(alternatives) > MAX_ALTERNATIVES:
            raise TooManyAlternativesError
        found = [left + right for left in found for right in alternatives]
    return found


def term_variables(terms: Iterable[Term]) -> frozenset[str]:
    """The names of the variables among terms."""
    return frozenset(term.name for term in terms if isinstance(term, Var))


def merged(atoms: Iterable[Atom]) -> tuple[Atom, ...]:
    """Atoms on the same fact of the same kind as one atom, where their columns agree; each once."""
    rows: dict[tuple[str, Term], list[_Columns]] = {}
    result: list[Atom | _Columns] = []
    for atom in atoms:
        terms = dict(atom.terms)
        if FACT not in terms or ITEM in terms:
            if atom not in result:
                result.append(atom)
            continue
        holders = rows.setdefault((atom.relation, terms[FACT]), [])
        for holder in holders:
            if all(holder.terms.get(column, term) == term for column, term in terms.items()):
                holder.terms.update(terms)
                break
        else:
            holder = _Columns(atom.relation, dict(terms))
            holders.append(holder)
            result.append(holder)
    whole = [each if isinstance(each, Atom) else Atom(each.relation, tuple(each.terms.items())) for each in result]
    # A bare "there is this fact" says nothing beside a row of one of the fact's lists.
    listed = {(atom.relation.partition(".")[0], dict(atom.terms)[FACT]) for atom in whole if "." in atom.relation}
    return tuple(atom for atom in whole if not (_is_bare(atom) and (atom.relation, atom.terms[0][1]) in listed))


def _is_bare(atom: Atom) -> bool:
    return len(atom.terms) == 1 and atom.terms[0][0] == FACT


@dataclass(slots=True)
class _Columns:
    relation: str
    terms: dict[str, Term] = field(default_factory=dict)


def _root(atom: Atom) -> str:
    """The user's variable that a path atom starts from: path variables are named `report.by`."""
    fact = dict(atom.terms)[FACT]
    return fact.name.partition(".")[0] if isinstance(fact, Var) else ""
