"""What a rule may speak of: kinds of facts and derived relations, their columns, and the type of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from whosays.facts.kinds import kinds
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

    def columns(self, name: str) -> Mapping[str, Column] | None:
        """The columns of a kind or relation, or None."""
        return self.kinds.get(name) or self.relations.get(name)

    def field(self, type_: Type, name: str) -> Column | None:
        """The field `name` of facts of a type: the first kind that has it stands for all."""
        for kind in sorted(type_.kinds or self.kinds):
            column = self.kinds[kind].get(name)
            if column is not None:
                return column
        return None

    def kinds_with(self, type_: Type, name: str) -> tuple[str, ...]:
        """The kinds of a type that have the field `name`."""
        return tuple(kind for kind in sorted(type_.kinds or self.kinds) if name in self.kinds[kind])

    def field_names(self, type_: Type) -> tuple[str, ...]:
        """Every field that facts of a type may have."""
        return tuple(sorted({name for kind in type_.kinds or self.kinds for name in self.kinds[kind]}))


@cache
def vocabulary_columns() -> Mapping[str, Mapping[str, Column]]:
    """The columns of every kind of the vocabulary that a rule can see."""
    hidden = {"id", "seen_in", "reading", "note"}  # where a fact was read bears on no claim
    table: dict[str, dict[str, Column]] = {}
    for kind in kinds().values():
        table[kind.name] = {
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
    return table


def language_with(relations: Iterable[Relation]) -> Language:
    """The vocabulary and these relations."""
    known = vocabulary_columns()
    return Language(
        known,
        {
            relation.name: {name: Column(name, column_type(text) or ANY_FACT) for name, text in relation.columns}
            for relation in relations
            if relation.name not in known  # that it is taken is said once
        },
    )


def column_type(text: str) -> Type | None:
    """The type a relation's column is declared with: "report", "actor or source", "fact", "text", "time", "number"."""
    if text in VALUE_TYPES:
        return Type(text)
    if text == "fact":
        return ANY_FACT
    names = frozenset(part.strip() for part in text.split(" or "))
    return Type(kinds=names) if names and names <= vocabulary_columns().keys() else None
