"""Kinds of facts that a rulebook declares, like those of the case format: what reads facts reads both."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from whosays.facts.kinds import Field, FieldType, Kind, Limits, common_fields, kinds

LARGEST_NUMBER = 1e12
"""Numbers are compared as whole millionths, which have to fit into 64 bits."""


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
    states = any(field.name == "report" and field.refers_to == ("report",) and not field.many for field in fields)
    known = MappingProxyType({**common_fields(), **{field.name: _field(field) for field in fields}})
    return Kind(name, order, description, known, "report" if states else None, is_evidence=True)


def _field(field: OwnField) -> Field:
    optional = () if field.many else field.default
    like = _first_of_type(field.type)
    return Field(
        name=field.name,
        # No field is called like an attribute of the class of all facts: declared names have small letters only.
        attribute=f"OWN_{field.name}",
        type=field.type,
        many=field.many,
        required=field.required,
        refers_to=field.refers_to,
        choices=field.choices,
        default=None if field.required else optional,
        description=field.description,
        limits=Limits(at_least=-LARGEST_NUMBER, at_most=LARGEST_NUMBER) if field.type == "number" else like.limits,
        parts=like.parts,
    )


@functools.cache
def _first_of_type(type_: FieldType) -> Field:
    """A field of the case format that is written and read like those of this type."""
    fields = (field for kind in kinds().values() for field in kind.fields.values())
    return next(field for field in fields if field.type == type_)
