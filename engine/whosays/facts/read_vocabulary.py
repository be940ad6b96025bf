"""The table of kinds and fields, read off the vocabulary: `python -m whosays.facts.read_vocabulary` writes it anew."""

from __future__ import annotations

import functools
import types
from collections.abc import Iterator
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from whosays.facts.fieldtypes import Is
from whosays.facts.kinds import Field, FieldType, Limits
from whosays.facts.vocabulary import EVIDENCE_KINDS, KINDS, STATED_BY, CaseHead, Fact, Quote, Span

FILE = Path(__file__).parent / "kind_table.py"


def table() -> str:
    """The text of the table."""
    rows: dict[str, int] = {}

    def places(model: type[BaseModel]) -> tuple[int, ...]:
        return tuple(rows.setdefault(_written(field), len(rows)) for field in fields_of(model))

    found = [
        f"    ({name!r}, {model.__doc__ or ''!r}, {STATED_BY.get(name)!r}, {name in EVIDENCE_KINDS}, {places(model)}),"
        for name, model in KINDS.items()
    ]
    head = places(CaseHead)
    lines = [
        '"""Every kind of fact with its fields. Made by whosays.facts.read_vocabulary, do not edit."""',
        "",
        "# ruff: noqa",
        "# fmt: off",
        "from whosays.facts.kinds import Field, Limits",
        "",
        "FIELDS: tuple[Field, ...] = (",
        *(f"    {row}," for row in rows),
        ")",
        "# name, description, the field that says who states it, whether it is evidence, its fields",
        "KINDS: tuple[tuple[str, str, str | None, bool, tuple[int, ...]], ...] = (",
        *found,
        ")",
        f"HEAD: tuple[int, ...] = {head}",
        f"COMMON: tuple[int, ...] = {places(Fact)}",
    ]
    return "\n".join(lines) + "\n"


def _written(value: Field | Limits) -> str:
    """A value as Python makes it, without what is left at its default."""
    parts = []
    for each in dataclass_fields(value):
        found = getattr(value, each.name)
        if found == each.default:
            continue
        if each.name == "parts":
            text = "(" + "".join(f"{_written(part)}, " for part in found).rstrip(" ") + ")"
        else:
            text = _written(found) if isinstance(found, Limits) else repr(found)
        parts.append(f"{each.name}={text}")
    return f"{type(value).__name__}({', '.join(parts)})"


def fields_of(model: type[BaseModel]) -> Iterator[Field]:
    """The fields of a class of facts, or of the head of a case, in order."""
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
    return tuple(fields_of(models[type_])) if type_ in models else ()


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


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")
