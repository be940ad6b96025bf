"""Checking the kinds of facts that rulebooks declare, and making them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from whosays.facts.kinds import FieldType, Vocabulary, common_fields, kinds
from whosays.facts.own_kinds import OwnField, own_kind
from whosays.problems import suggest
from whosays.rules.check_conditions import unfit_value
from whosays.rules.language import FLAG, NUMBER, TEXT, TIME, Type, fact_kinds
from whosays.rules.reader import Reader
from whosays.rules.syntax import DeclaredField, DeclaredKind, Relation, Rulebook, Value

_NAME = re.compile(r"[a-z][a-z0-9_]*")
TYPES: Mapping[str, tuple[FieldType, Type]] = {
    "text": ("text", TEXT),
    "time": ("moment", TIME),
    "period": ("period", TIME),
    "number": ("number", NUMBER),
    "flag": ("flag", FLAG),
}
"""The words for values: the type that a field of a fact has, and the one that rules see."""


def declared_kinds(
    reader: Reader, books: Sequence[Rulebook], relations: Mapping[str, Relation], conditions: Collection[str]
) -> tuple[Vocabulary, tuple[DeclaredKind, ...]]:
    """The kinds of the case format with those of all books; `conditions` are the words that begin other conditions.

    What is wrong with a kind is noted, and the kind made as far as it goes: so its uses are not reported as well.
    """
    found: dict[str, DeclaredKind] = {}
    for kind in (each for book in books for each in book.kinds):
        first = found.setdefault(kind.name, kind)
        if first is kind:
            _check_name(reader, kind, relations, conditions)
        elif _content(first) != _content(kind):
            note = f"the first is at {first.mark}"
            reader.problem("duplicate-kind", f'two kinds are called "{kind.name}"', kind.mark, note=note)
    own = {name: found[name] for name in sorted(found.keys() - kinds().keys() - relations.keys())}
    if not own:
        return kinds(), ()
    known = {*kinds(), *own}
    made = {
        name: own_kind(name, order, kind.description, _fields(reader, kind, known))
        for order, (name, kind) in enumerate(own.items(), start=len(kinds()))
    }
    return MappingProxyType({**kinds(), **made}), tuple(own.values())


def _check_name(
    reader: Reader, kind: DeclaredKind, relations: Mapping[str, Relation], conditions: Collection[str]
) -> None:
    name = kind.name
    if name in kinds():
        reader.problem("taken", f'"{name}" is a kind of fact of the case format already', kind.mark)
    elif name in relations:
        reader.problem("taken", f'"{name}" is a relation already', kind.mark)
    elif name in conditions:
        reader.problem("taken", f'"{name}" is another condition already', kind.mark)
    elif not _NAME.fullmatch(name):
        message = f'"{name}" is no name for a kind of fact'
        reader.problem("bad-name", message, kind.mark, hint="small letters, digits and _")


def _fields(reader: Reader, kind: DeclaredKind, known: Collection[str]) -> Iterable[OwnField]:
    every_fact = ("as", "says", *common_fields())
    if kind.description in known or kind.description in TYPES:
        hint = "says tells the reader what such a fact is; call the field by another word"
        reader.problem("taken", 'no field can be called "says"', kind.mark, hint=hint)
    for field in kind.fields:
        if field.name in every_fact:
            hint = f"taken: {', '.join(every_fact)}"
            reader.problem("taken", f'no field can be called "{field.name}"', field.mark, hint=hint)
        elif not _NAME.fullmatch(field.name):
            message = f'"{field.name}" is no name for a field'
            reader.problem("bad-name", message, field.mark, hint="small letters, digits and _")
        else:
            yield _field(reader, field, known)


def _field(reader: Reader, field: DeclaredField, known: Collection[str]) -> OwnField:
    refers_to: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    type_: FieldType
    if isinstance(field.type, tuple):
        type_, seen_as, choices = "choice", TEXT, field.type
    elif field.type in TYPES:
        type_, seen_as = TYPES[field.type]
    else:
        type_, seen_as = "ref", Type()
        named = fact_kinds(field.type, known)
        refers_to = named or ()
        if named is None:
            hint = suggest(field.type, (*known, *TYPES, "fact"), "types")
            message = f'the field "{field.name}" cannot be of type "{field.type}"'
            reader.problem("unknown-type", message, field.type_mark, hint=hint)
    default = _default(reader, field, seen_as, choices) if field.default is not None else None
    return OwnField(field.name, type_, refers_to, choices, field.many, field.required, default, field.description)


def _default(reader: Reader, field: DeclaredField, type_: Type, choices: tuple[str, ...]) -> str | float | bool | None:
    """The value of a fact that leaves the field out, as facts hold it; None after a problem."""
    value = field.default
    assert value is not None  # else nobody asks
    if type_.is_fact or field.many or field.required:
        why = "refers to a fact" if type_.is_fact else "may have many values" if field.many else "is required"
        reader.problem("unfit-value", f'"{field.name}" {why}, so that it has no default', value.mark)
        return None
    if problem := unfit_value(value, type_, choices):
        hint = suggest(value.text, choices, "one of") if choices else ""
        reader.problem("unfit-value", problem, value.mark, hint=hint)
        return None
    return _held(value, type_)


def _held(value: Value, type_: Type) -> str | float | bool:
    if type_ == FLAG:
        return bool(value.value)
    return float(value.value) if type_ == NUMBER else value.text


def _content(kind: DeclaredKind) -> object:
    return sorted(
        (field.name, str(field.type), field.many, field.required, str(field.default)) for field in kind.fields
    )
