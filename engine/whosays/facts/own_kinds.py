"""Kinds of facts that a rulebook declares, made like those of the vocabulary: what reads facts reads both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, cast

from pydantic import Field as PydanticField
from pydantic import create_model

from whosays.facts.fieldtypes import ONE_OR_MORE, FieldType, Flag, Id, Is, Moment, Text
from whosays.facts.kinds import Kind, kind_of
from whosays.facts.vocabulary import Fact, Period

LARGEST_NUMBER = 1e12
"""Numbers are compared as whole millionths, which have to fit into 64 bits."""

_ANNOTATIONS: dict[FieldType, Any] = {
    "text": Text,
    "moment": Moment,
    "period": Period,
    "number": Annotated[float, PydanticField(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER), Is("number")],
    "flag": Flag,
}


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field as it is declared: a reference has the kinds it may name (none: any), a choice its words."""

    name: str
    type: FieldType
    refers_to: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    many: bool = False
    required: bool = False
    default: str | float | bool | None = None
    description: str = ""


def own_kind(name: str, order: int, description: str, fields: Iterable[OwnField]) -> Kind:
    """A kind with these fields and those of every fact. Its facts are evidence; `report` says who states them."""
    fields = tuple(fields)
    # No field is called like an attribute of the class: declared names have small letters only.
    definitions: dict[str, Any] = {f"OWN_{field.name}": _definition(field) for field in fields}
    model = create_model(name, __base__=Fact, __doc__=description, **definitions)
    states = any(field.name == "report" and field.refers_to == ("report",) and not field.many for field in fields)
    return kind_of(name, order, model, "report" if states else None, is_evidence=True)


def _definition(field: OwnField) -> tuple[Any, Any]:
    annotation = _annotation(field)
    default: Any = () if field.many else field.default
    if field.many:
        annotation = Annotated[_tuple_of(annotation), ONE_OR_MORE]
    elif not field.required and default is None:
        annotation = annotation | None
    words: Any = {"alias": field.name, "description": field.description or None}
    return annotation, PydanticField(**words) if field.required else PydanticField(default=default, **words)


def _tuple_of(annotation: Any) -> Any:
    return cast(Any, tuple)[annotation, ...]


def _annotation(field: OwnField) -> Any:
    if field.type == "ref":
        return Annotated[Id, Is("ref", field.refers_to)]
    if field.type == "choice":
        return cast(Any, Literal)[field.choices]
    return _ANNOTATIONS[field.type]
