"""The field table of every kind as Markdown, for docs/case-format.md. Not imported by anything that judges."""

from __future__ import annotations

import re
from pathlib import Path

from whosays.facts.kinds import Field, Kind, kinds
from whosays.facts.vocabulary import Fact, Stated

CASE_FORMAT_FILE = Path("docs") / "case-format.md"

_BEGIN = "<!-- field tables: made by whosays.facts.field_table, do not edit from here -->"
_WORDS = {
    "text": "text",
    "id": "id",
    "choice": "one of",
    "moment": "time",
    "period": "period",
    "number": "number",
    "flag": "true or false",
    "point": "point",
    "length": "length",
    "quote": "quote",
}


def field_tables() -> str:
    """A heading, a sentence and a table for what all facts share, for quotes, and for each kind."""
    names = list(kinds())
    every = [field for field in kinds()[names[0]].fields.values() if field.attribute in Fact.model_fields]
    stated = next(kind for kind in kinds().values() if issubclass(kind.model, Stated))
    also = [stated.fields[name] for name in Stated.model_fields if name not in Fact.model_fields]
    quote = next(field for field in every if field.type == "quote")
    sections = [
        _section("Every fact", "Fields that every fact can have.", every),
        _section("Every fact about the world", f"And these, for: {_stated_kinds()}.", also),
        _section("A quote", "What stands under `seen_in`: one, or a list of them.", list(quote.parts)),
        *(_section(kind.name, kind.description, _own_fields(kind)) for kind in kinds().values()),
    ]
    return "\n\n".join(sections) + "\n"


def write_field_tables(root: Path) -> str:
    """Put the tables into the docs of a checkout, below the text that is written by hand; gives the whole page."""
    file = root / CASE_FORMAT_FILE
    page = with_tables(file.read_text(encoding="utf-8"))
    file.write_text(page, encoding="utf-8")
    return page


def with_tables(page: str) -> str:
    """The page with its tables renewed."""
    return f"{page.partition(_BEGIN)[0].rstrip()}\n\n{_BEGIN}\n\n{field_tables()}"


def _stated_kinds() -> str:
    return ", ".join(kind.name for kind in kinds().values() if issubclass(kind.model, Stated))


def _own_fields(kind: Kind) -> list[Field]:
    base = Stated if issubclass(kind.model, Stated) else Fact
    return [field for field in kind.fields.values() if field.attribute not in base.model_fields]


def _section(title: str, text: str, fields: list[Field]) -> str:
    lines = [f"### {title}", "", " ".join(text.split())]
    if fields:
        lines += ["", "| field | value | left out | meaning |", "|---|---|---|---|", *map(_row, fields)]
    return "\n".join(lines)


def _row(field: Field) -> str:
    default = "required" if field.required else default_text(field.default)
    return f"| `{field.name}` | {field_value(field)} | {default} | {_cell(field.description)} |"


def field_value(field: Field) -> str:
    """What can be written for a field, in words."""
    if field.type == "ref":
        value = f"id of {' or '.join(field.refers_to) or 'any fact'}"
    elif field.type == "choice":
        value = " \\| ".join(f"`{choice}`" for choice in field.choices)
    else:
        value = _WORDS[field.type]
    if field.type == "number":
        value += f" from {field.limits.at_least:g} to {field.limits.at_most:g}"
    if field.many:
        value += f", {field.min_items} or more" if field.min_items > 1 else ", one or more"
    return value


def default_text(value: object) -> str:
    """A default as it would be written; empty for none."""
    if value is None or value == ():
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", "\\|", text)


if __name__ == "__main__":
    write_field_tables(Path.cwd())
