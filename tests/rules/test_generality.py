"""Rules are general: no rule file holds an id, alias or name of a shipped case."""

from __future__ import annotations

import re

import pytest

from tests.golden_files import ROOT
from whosays.facts.case import Case
from whosays.facts.load import load_case

CASES = sorted(path for path in (ROOT / "facts").iterdir() if path.is_dir())
RULE_FILES = sorted((ROOT / "rules").rglob("*.yaml"))

# Words of the language of rules or of everyday English that a case may use as an id or a name as well.
COMMON = {"source", "report", "claim", "official", "commander", "opposition", "photos", "press", "accused", "mirror"}


def names_of(case: Case) -> set[str]:
    """Ids, names and aliases of what a case is about; report ids are the encoder's own."""
    found = {case.id}
    for kind in ("actor", "place", "source", "document", "claim", "artefact"):
        for fact in case.of_kind(kind):
            found |= {fact.id, fact.model.name or fact.id, *(fact.get("aliases") if kind == "actor" else ())}
    return {name for name in found if len(name) > 2 and name.lower() not in COMMON}


@pytest.mark.parametrize("case_folder", CASES, ids=lambda path: path.name)
@pytest.mark.parametrize("file", RULE_FILES, ids=lambda path: path.name)
def test_no_rule_names_a_case(case_folder, file) -> None:
    text = file.read_text(encoding="utf-8")
    hits = {
        name for name in names_of(load_case(case_folder)) if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
    }
    assert not hits


def test_the_check_finds_a_name() -> None:
    case = load_case(CASES[0])
    name = next(iter(sorted(names_of(case))))
    assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", f"because: {name} says so")
