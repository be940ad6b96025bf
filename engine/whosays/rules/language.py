"""What a rule may speak of: kinds of facts and derived relations, their columns, and the type of each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from whosays.facts.kinds import Kind, Vocabulary, kinds
from whosays.rules.syntax import Relation

VALUE_TYPES = ("text", "time", "number")


@dataclass(frozen=True, slots=True)
class Type:
    """What a variable or column holds: a fact of some kinds (none given: of any), or a value."""

    value: str = ""  # "text", "flag", "time", "number", "count", "point", "length"; empty for a fact
    kinds: frozenset[str] = frozenset()

    @property
    def is_fact(self) -> bool:
        """Whether it is a fact."""
        return not self.value

    def meets(self, other: Type) -> bool:
        """Whether something can be of both types."""
        if not self.is_fact or not other.is_fact:
            return self.value == other.value
        return not self.kinds or not other.kinds or bool(self.kinds & other.kinds)

    def narrowed(self, other: Type) -> Type:
        """The common part of two types that meet."""
        if not self.is_fact or not self.kinds:
            return other
        return Type(kinds=self.kinds & other.kinds) if other.kinds else self

    def __str__(self) -> str:
        if not self.is_fact:
            return {
                "text": "a text",
                "flag": "true or false",
                "time": "a time",
                "number": "a number",
                "count": "a count",
            }.get(self.value, f"a {self.value}")
        words = sorted(self.kinds)
        return " or ".join(("an " if word[0] in "aeiou" else "a ") + word for word in words) if words else "a fact"


TEXT, FLAG, TIME, NUMBER, COUNT, ANY_FACT = (
    Type("text"),
    Type("flag"),
    Type("time"),
    Type("number"),
    Type("count"),
    Type(),
)
_OF_FIELD = {
    "text": TEXT,
    "choice": TEXT,
    "flag": FLAG,
    "moment": TIME,
    "period": TIME,
    "number": NUMBER,
    "point": Type("point"),
    "length": Type("length"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a kind or relation. `many`: a fact may have several values of it."""

    name: str
    type: Type
    many: bool = False
    required: bool = True  # every fact has it, if only by default
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """The kinds of facts and the relations a rulebook knows."""

    kinds: Mapping[str, Mapping[str, Column]]
    relations: Mapping[str, Mapping[str, Column]]
    vocabulary: Vocabulary

    def columns(self, name: str) -> Mapping[str, Column] | None:
        """The columns of a kind or relation, or None."""
        return self.kinds.get(name) or self.relations.get(name)

    def field(self, type_: Type, name: str) -> Column | None:
        """The field `name` of facts of a type; where several kinds have it, what holds for all of them."""
        columns = [self.kinds[kind][name] for kind in self.kinds_with(type_, name)]
        if len(columns) < 2:
            return columns[0] if columns else None
        return Column(
            name,
            _either([column.type for column in columns]),
            any(column.many for column in columns),
            all(column.required for column in columns),
            tuple(dict.fromkeys(word for column in columns for word in column.choices))
            if all(column.choices for column in columns)
            else (),
        )

    def kinds_with(self, type_: Type, name: str) -> tuple[str, ...]:
        """The kinds of a type that have the field `name`, with a value of one sort.

        A declared kind may hold another sort of value under the same name; a path from any fact does not follow it.
        """
        own_last = sorted(type_.kinds or self.kinds, key=lambda kind: (kind not in kinds(), kind))
        found = [kind for kind in own_last if name in self.kinds[kind]]
        return tuple(
            kind for kind in found if self.kinds[kind][name].type.value == self.kinds[found[0]][name].type.value
        )

    def field_names(self, type_: Type) -> tuple[str, ...]:
        """Every field that facts of a type may have."""
        return tuple(sorted({name for kind in type_.kinds or self.kinds for name in self.kinds[kind]}))


def _either(types: Iterable[Type]) -> Type:
    """The type of what is of one of these; they are facts, or values of one sort."""
    first, *others = types
    if not first.is_fact:
        return first
    named = [each.kinds for each in (first, *others)]
    return Type(kinds=frozenset().union(*named)) if all(named) else ANY_FACT


@cache
def _columns_of_the_vocabulary() -> Mapping[str, Mapping[str, Column]]:
    return {kind.name: _columns_of(kind) for kind in kinds().values()}


def _columns_of(kind: Kind) -> Mapping[str, Column]:
    """The columns of a kind that a rule can see."""
    hidden = {"id", "seen_in", "reading", "note"}  # where a fact was read bears on no claim
    return {
        field.name: Column(
            field.name,
            Type(kinds=frozenset(field.refers_to)) if field.type == "ref" else _OF_FIELD[field.type],
            field.many,
            field.required or field.default is not None,
            field.choices,
        )
        for field in kind.fields.values()
        if field.name not in hidden
    }


def language_with(relations: Iterable[Relation], vocabulary: Vocabulary) -> Language:
    """These kinds and relations."""
    columns = dict(_columns_of_the_vocabulary())
    columns |= {name: _columns_of(kind) for name, kind in vocabulary.items() if name not in columns}
    return Language(
        columns,
        {
            relation.name: {
                name: Column(name, column_type(text, vocabulary) or ANY_FACT) for name, text in relation.columns
            }
            for relation in relations
            if relation.name not in columns  # that it is taken is said once
        },
        vocabulary,
    )


def column_type(text: str, known: Container[str]) -> Type | None:
    """The type a relation's column is declared with: "report", "actor or source", "fact", "text", "time", "number"."""
    if text in VALUE_TYPES:
        return Type(text)
    names = fact_kinds(text, known)
    return None if names is None else Type(kinds=frozenset(names))


def fact_kinds(text: str, known: Container[str]) -> tuple[str, ...] | None:
    """The kinds that "report", "actor or source" or "fact" (none: any kind) stand for; None where one is not known."""
    if text == "fact":
        return ()
    names = tuple(dict.fromkeys(part.strip() for part in text.split(" or ")))
    return names if all(name in known for name in names) else None
