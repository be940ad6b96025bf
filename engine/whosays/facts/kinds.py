"""What each kind of fact has for fields, read off the vocabulary without building its validators.

The reader of cases, the rule checker, the JSON Schema and the docs all use this.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from whosays.facts.fieldtypes import FieldType, Is
from whosays.facts.vocabulary import EVIDENCE_KINDS, KINDS, STATED_BY, CaseHead, Fact, Quote, Span


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value must keep to; None: no limit."""

    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind. `name` is the word in YAML, `attribute` the one in Python (`in` is `in_`)."""

    name: str
    attribute: str
    type: FieldType
    many: bool
    required: bool
    refers_to: tuple[str, ...] = ()
    """The kinds a reference may name; empty: any kind."""
    choices: tuple[str, ...] = ()
    default: Any = None
    description: str = ""
    min_items: int = 0
    limits: Limits = Limits()
    """Of the value; of each value where there are many."""
    parts: tuple[Field, ...] = ()
    """The fields of a value that is a mapping of its own: a quote, a period with `from` and `to`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact: its word, its place in the vocabulary, its fields in order."""

    name: str
    order: int
    description: str
    model: type[Fact] = dataclass_field(repr=False)
    fields: Mapping[str, Field] = dataclass_field(repr=False)
    stated_by: str | None
    """The field that names the report that states such a fact, where one may."""
    is_evidence: bool

    def has_fields_of(self, other: Kind) -> bool:
        """Whether facts of the two say the same."""
        return self is other or dict(self.fields) == dict(other.fields)

    @property
    def references(self) -> tuple[Field, ...]:
        """The fields that name other facts."""
        return tuple(field for field in self.fields.values() if field.type == "ref")


Vocabulary = Mapping[str, Kind]
"""Kinds of facts by their words: those of the case format, and perhaps those that a rulebook declares."""


@functools.cache
def kinds() -> Vocabulary:
    """Every kind of the case format by its word, in the order of the vocabulary."""
    return MappingProxyType(
        {
            name: kind_of(name, order, model, STATED_BY.get(name), is_evidence=name in EVIDENCE_KINDS)
            for order, (name, model) in enumerate(KINDS.items())
        }
    )


@functools.cache
def head_fields() -> Mapping[str, Field]:
    """The fields of the head of a case, without its facts."""
    return MappingProxyType({field.name: field for field in _fields(CaseHead) if field.name != "facts"})


def kind_of(name: str, order: int, model: type[Fact], stated_by: str | None, *, is_evidence: bool) -> Kind:
    """The kind that a class of facts describes."""
    fields = MappingProxyType({field.name: field for field in _fields(model)})
    return Kind(name, order, model.__doc__ or "", model, fields, stated_by, is_evidence)


def _fields(model: type[BaseModel]) -> Iterator[Field]:
    for attribute, info in model.model_fields.items():
        if attribute != "facts":
            yield _field(attribute, info)


def _field(attribute: str, info: FieldInfo) -> Field:
    outer = list(info.metadata)
    annotation, inner = _unwrap(info.annotation)
    many = get_origin(annotation) is tuple and get_args(annotation)[1:] == (...,)
    min_items = _limits(outer).min_length or 0 if many else 0
    if many:
        annotation, inner = _unwrap(get_args(annotation)[0])
        outer = []
    metadata = [*outer, *inner]
    is_ = next((item for item in reversed(metadata) if isinstance(item, Is)), None)
    literal = get_origin(annotation) is Literal
    if is_ is None and not literal:
        raise TypeError(f"{attribute}: the vocabulary does not say what type of field this is")
    return Field(
        name=info.alias or attribute,
        attribute=attribute,
        type=is_.type if is_ else "choice",
        many=many,
        required=info.is_required(),
        refers_to=is_.kinds if is_ else (),
        choices=tuple(str(choice) for choice in get_args(annotation)) if literal else (),
        default=None if info.is_required() else info.default,
        description=info.description or "",
        min_items=min_items,
        limits=_limits(metadata),
        parts=_parts(is_.type if is_ else "choice"),
    )


@functools.cache
def _parts(type_: FieldType) -> tuple[Field, ...]:
    models: dict[FieldType, type[BaseModel]] = {"quote": Quote, "period": Span}
    return tuple(_fields(models[type_])) if type_ in models else ()


def _unwrap(annotation: Any) -> tuple[Any, list[Any]]:
    """An annotation without `| None` and `Annotated`, and what was annotated."""
    metadata: list[Any] = []
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata = [*more, *metadata]
        elif get_origin(annotation) in (Union, types.UnionType):
            choices = [choice for choice in get_args(annotation) if choice is not type(None)]
            if len(choices) > 1:
                return annotation, metadata
            annotation = choices[0]
        else:
            return annotation, metadata


def _limits(metadata: list[Any]) -> Limits:
    flat = [part for item in metadata for part in (item.metadata if isinstance(item, FieldInfo) else [item])]

    def first(name: str) -> Any:
        return next((value for part in flat if (value := getattr(part, name, None)) is not None), None)

    return Limits(first("pattern"), first("min_length"), first("max_length"), first("ge"), first("le"))
