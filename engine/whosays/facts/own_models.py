"""Classes for kinds of facts that a rulebook declares, made like those of the vocabulary."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast

from pydantic import Field as PydanticField
from pydantic import create_model

from whosays.facts.fieldtypes import ONE_OR_MORE, Flag, Id, Is, Moment, Text
from whosays.facts.kinds import Field, FieldType, Kind, common_fields
from whosays.facts.vocabulary import Fact, Period

_ANNOTATIONS: dict[FieldType, Any] = {
    "text": Text,
    "moment": Moment,
    "period": Period,
    "flag": Flag,
}


def own_model(kind: Kind) -> type[Fact]:
    """The class of a declared kind: with its fields and those of every fact."""
    definitions: dict[str, Any] = {
        field.attribute: _definition(field) for field in kind.fields.values() if field.name not in common_fields()
    }
    return create_model(kind.name, __base__=Fact, __doc__=kind.description, **definitions)


def _definition(field: Field) -> tuple[Any, Any]:
    annotation = _annotation(field)
    if field.many:
        annotation = Annotated[_tuple_of(annotation), ONE_OR_MORE]
    elif not field.required and field.default is None:
        annotation = annotation | None
    words: Any = {"alias": field.name, "description": field.description or None}
    return annotation, PydanticField(**words) if field.required else PydanticField(default=field.default, **words)


def _tuple_of(annotation: Any) -> Any:
    return cast(Any, tuple)[annotation, ...]


def _annotation(field: Field) -> Any:
    if field.type == "ref":
        return Annotated[Id, Is("ref", field.refers_to)]
    if field.type == "choice":
        return cast(Any, Literal)[field.choices]
    if field.type == "number":
        return Annotated[float, PydanticField(ge=field.limits.at_least, le=field.limits.at_most), Is("number")]
    return _ANNOTATIONS[field.type]
