"""Kinds of facts and their fields as words, described as in the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from whosays.facts.field_table import default_text, field_value
from whosays.facts.kinds import Field, Kind, kinds
from whosays.lsp.words import Word
from whosays.problems import Mark


@cache
def kind_words() -> tuple[Word, ...]:
    """Every kind of fact."""
    return tuple(map(kind_word, kinds().values()))


def kind_word(kind: Kind, mark: Mark | None = None) -> Word:
    """A kind of fact; `mark` is where a rulebook declares it."""
    required = [f"`{field.name}`" for field in kind.fields.values() if field.required]
    needs = f"\n\nRequired: {', '.join(required)}." if required else ""
    return Word(
        kind.name, "kind", f"**{kind.name}**: {' '.join(kind.description.split())}{needs}", "kind of fact", mark
    )


def field_words(fields: Iterable[Field], owner: str) -> tuple[Word, ...]:
    """Fields of a kind, or of whatever else has fields."""
    return tuple(
        Word(field.name, "field", field_text(field, owner), "required" if field.required else plain_value(field))
        for field in fields
    )


def field_text(field: Field, owner: str) -> str:
    """A field in Markdown: whose it is, what can be written, what it means."""
    default = default_text(field.default)
    left_out = "Required." if field.required else f"Left out: {default}." if default else ""
    parts = [f"**{field.name}** of {owner}: {plain_value(field)}.", left_out, field.description]
    return "\n\n".join(filter(None, (" ".join(filter(None, parts[:2])), parts[2])))


def plain_value(field: Field) -> str:
    """What can be written for a field, without the escapes of a table."""
    return field_value(field).replace("\\|", "|")


def choice_words(field: Field, owner: str) -> tuple[Word, ...]:
    """The words a field can be set to."""
    text = field_text(field, owner)
    default = default_text(field.default).strip("`")
    words = field.choices or (("true", "false") if field.type == "flag" else ())
    return tuple(Word(word, "choice", text, "left out: this" if word == default else field.name) for word in words)
