"""A case: typed facts, each with where it was read. Built by `load`; frozen from then on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from whosays.facts.kinds import Field, Vocabulary, head_fields, kinds
from whosays.facts.times import UNKNOWN, Time, read_moment
from whosays.facts.vocabulary import FORMAT, Fact
from whosays.marked import MarkedMap
from whosays.problems import Mark


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One fact. `index` is its place in `Case.facts`, the same whatever the order of files and of facts in them."""

    index: int
    kind: str
    id: str
    model: Fact
    node: MarkedMap = field(repr=False, compare=False)
    fields: Mapping[str, Field] = field(repr=False, compare=False)
    """Those of its kind, by their YAML names."""

    @property
    def file(self) -> str:
        """The file it stands in, as the user named it."""
        return self.node.source.name

    @property
    def mark(self) -> Mark:
        """Where its id stands."""
        return self.mark_of("id")

    def mark_of(self, field_name: str) -> Mark:
        """Where a field stands; the fact itself if it is left out."""
        return (self.node.get(field_name) or self.node).mark

    def get(self, field_name: str) -> Any:
        """The value of a field by its YAML name (`in`, `from`, `with`), or its default. Raises KeyError."""
        return getattr(self.model, self.fields[field_name].attribute)


@dataclass(frozen=True)
class Case:
    """Everything said in a case, sorted by kind and id."""

    id: str
    title: str
    as_of: str | None
    question: str | None
    facts: tuple[CaseFact, ...] = field(repr=False)
    vocabulary: Vocabulary = field(default_factory=kinds, repr=False, compare=False)
    """The kinds of facts it was read with."""

    def __getitem__(self, fact_id: str) -> CaseFact:
        """The fact of an id. Raises KeyError."""
        return self._by_id[fact_id]

    def __contains__(self, fact_id: object) -> bool:
        return fact_id in self._by_id

    def __iter__(self) -> Iterator[CaseFact]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def get(self, fact_id: str) -> CaseFact | None:
        """The fact of an id, if there is one."""
        return self._by_id.get(fact_id)

    def of_kind(self, kind: str) -> tuple[CaseFact, ...]:
        """All facts of a kind, in the order of their ids."""
        return self._by_kind.get(kind, ())

    def name_of(self, fact_id: str) -> str:
        """What reports call a fact: its name, else its id."""
        fact = self._by_id.get(fact_id)
        return fact.model.name or fact_id if fact else fact_id

    @property
    def judged_at(self) -> Time:
        """The date of judging as a time; unknown where the case does not say."""
        return read_moment(self.as_of) if self.as_of else UNKNOWN

    @cached_property
    def written(self) -> Mapping[str, Mapping[str, Any]]:
        """What each fact says, by its id: the fields that differ from their default, by their YAML names."""
        return {fact.id: _written(fact.model, fact.fields) for fact in self.facts}

    @cached_property
    def hash(self) -> str:
        """SHA-256 of what is said, whatever the files, their order and their spacing."""
        content = {
            "format": FORMAT,
            **{name: getattr(self, "id" if name == "case" else name) for name in head_fields() if name != "format"},
            "facts": [[fact.kind, _written(fact.model, fact.fields)] for fact in self.facts],
        }
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def _by_id(self) -> Mapping[str, CaseFact]:
        return MappingProxyType({fact.id: fact for fact in self.facts})

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[CaseFact, ...]]:
        names = dict.fromkeys(fact.kind for fact in self.facts)
        return MappingProxyType({name: tuple(fact for fact in self.facts if fact.kind == name) for name in names})


def _written(model: BaseModel, fields: Mapping[str, Field]) -> dict[str, Any]:
    """The fields that differ from their default, so that a field added to the vocabulary leaves older cases alone."""
    return {
        field.name: _plain(value, field)
        for field in fields.values()
        if (value := getattr(model, field.attribute)) != field.default
    }


def _plain(value: Any, field: Field) -> Any:
    if isinstance(value, tuple):
        return [_plain(item, field) for item in value]
    if isinstance(value, BaseModel):
        return _written(value, {part.name: part for part in field.parts})
    return value
