"""What each kind of fact has for fields: the vocabulary as plain values.

The reader of cases, the rule checker, the JSON Schema and the docs all use this. It is taken from a table that is made
from the vocabulary, as importing the classes themselves takes longer than checking a rulebook.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from whosays.facts.vocabulary import Fact

FieldType = Literal["ref", "text", "choice", "moment", "period", "number", "flag", "point", "length", "id", "quote"]
"""How a value is written and read."""


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


@dataclass(frozen=True)
class Kind:
    """One kind of fact: its word, its place in the vocabulary, its fields in order."""

    name: str
    order: int
    description: str
    fields: Mapping[str, Field] = dataclass_field(repr=False)
    stated_by: str | None
    """The field that names the report that states such a fact, where one may."""
    is_evidence: bool

    def has_fields_of(self, other: Kind) -> bool:
        """Whether facts of the two say the same."""
        return self is other or dict(self.fields) == dict(other.fields)

    @functools.cached_property
    def model(self) -> type[Fact]:
        """The class whose values such facts are: of the vocabulary, or made for a kind that a rulebook declares."""
        from whosays.facts.own_models import own_model  # noqa: PLC0415 - slow to import, and checking rules needs none
        from whosays.facts.vocabulary import KINDS  # noqa: PLC0415

        return KINDS.get(self.name) or own_model(self)

    @property
    def references(self) -> tuple[Field, ...]:
        """The fields that name other facts."""
        return tuple(field for field in self.fields.values() if field.type == "ref")


Vocabulary = Mapping[str, Kind]
"""Kinds of facts by their words: those of the case format, and perhaps those that a rulebook declares."""


@functools.cache
def kinds() -> Vocabulary:
    """Every kind of the case format by its word, in the order of the vocabulary."""
    from whosays.facts.kind_table import FIELDS, KINDS  # noqa: PLC0415 - it is made of the classes above

    return MappingProxyType(
        {
            name: Kind(name, order, text, _by_name([FIELDS[index] for index in places]), stated_by, is_evidence)
            for order, (name, text, stated_by, is_evidence, places) in enumerate(KINDS)
        }
    )


@functools.cache
def head_fields() -> Mapping[str, Field]:
    """The fields of the head of a case, without its facts."""
    from whosays.facts.kind_table import FIELDS, HEAD  # noqa: PLC0415 - it is made of the classes above

    return _by_name([FIELDS[index] for index in HEAD])


@functools.cache
def common_fields() -> Mapping[str, Field]:
    """The fields of every fact, whatever its kind."""
    from whosays.facts.kind_table import COMMON, FIELDS  # noqa: PLC0415 - it is made of the classes above

    return _by_name([FIELDS[index] for index in COMMON])


def _by_name(fields: Iterable[Field]) -> Mapping[str, Field]:
    return MappingProxyType({field.name: field for field in fields})
