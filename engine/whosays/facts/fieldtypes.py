"""The types a field of a fact can have, named once for validation, the rule checker, the schema and the docs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from whosays.facts.kinds import FieldType


@dataclass(frozen=True, slots=True)
class Is:
    """Marks an annotation with its field type; `kinds` are those a reference may name (empty: any)."""

    type: FieldType
    kinds: tuple[str, ...] = ()


def _as_list(value: Any) -> Any:
    """A single value stands for a list of one, so that `cites: x` and `cites: [x]` are the same."""
    return value if isinstance(value, list | tuple) or value is None else [value]


ONE_OR_MORE = BeforeValidator(_as_list)

Text = Annotated[str, Field(min_length=1, max_length=4000), Is("text")]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$", max_length=120)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False), Is("number")]
Flag = Annotated[bool, Field(strict=True), Is("flag")]
Point = Annotated[tuple[Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]], Is("point")]
"""[latitude, longitude] in degrees, WGS 84."""

Length = Annotated[str, Field(pattern=r"^[0-9]{1,7}(\.[0-9]{1,6})? ?(km|m)$"), Is("length")]
Moment = Annotated[str, Is("moment")]
"""When something happened: a date or time, perhaps imprecise; read by `times.read_moment`."""
