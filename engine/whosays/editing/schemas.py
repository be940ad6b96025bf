"""The JSON Schemas there are, by the kind of file they are for, and where their copies are committed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from whosays.facts.schema import case_schema, facts_file_schema
from whosays.facts.vocabulary import FORMAT as CASE_FORMAT
from whosays.rules.read_rulebook import FORMAT as RULEBOOK_FORMAT
from whosays.rules.schema import as_text, rulebook_schema, rules_file_schema

SCHEMAS: Mapping[str, tuple[Callable[[], dict[str, Any]], int]] = {
    "rulebook": (rulebook_schema, RULEBOOK_FORMAT),
    "rules-file": (rules_file_schema, RULEBOOK_FORMAT),
    "case": (case_schema, CASE_FORMAT),
    "facts-file": (facts_file_schema, CASE_FORMAT),
}


def schema_text(what: str) -> str:
    """The schema for a kind of file, as it is committed."""
    return as_text(SCHEMAS[what][0]())


def schema_file(what: str) -> Path:
    """Where its copy is, seen from the root of a checkout."""
    return Path("docs") / "schema" / f"{what}-{SCHEMAS[what][1]}.json"


if __name__ == "__main__":
    for each in SCHEMAS:
        schema_file(each).write_text(schema_text(each), encoding="utf-8")
