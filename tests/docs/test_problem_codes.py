"""Every code that a problem can have is in a table of the docs, and every code of the tables can be met."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.docs.pages import page, section, table_rows
from tests.golden_files import ROOT, TESTS

ENGINE = ROOT / "engine" / "whosays"
PLACE_OF_CODE = {
    "problem": 0,
    "Problem": 0,
    "Rejected": 0,
    "_problem": 1,
    "_twice": 1,
    "_warn": 1,
    "problem_at": 1,
    "report": 1,
    "stop": 1,
}
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")


def codes_in(file: Path) -> set[str]:
    """The problem codes that a file of the engine gives: the texts it hands to what makes problems, or calls a code."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        given: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = PLACE_OF_CODE.get(name, len(node.args))
            given = [*node.args[place : place + 1], *(each.value for each in node.keywords if each.arg == "code")]
        elif isinstance(node, ast.Assign) and [getattr(each, "id", "") for each in node.targets] == ["code"]:
            given = [node.value]
        elif isinstance(node, ast.arguments):
            named = [*node.posonlyargs, *node.args]
            named = named[len(named) - len(node.defaults) :]
            given = [each for argument, each in zip(named, node.defaults, strict=True) if argument.arg == "code"]
        parts = [
            part for each in given for part in ([each.body, each.orelse] if isinstance(each, ast.IfExp) else [each])
        ]
        found |= {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return {code for code in found if CODE.fullmatch(code)}


def engine_codes(*folders: str) -> set[str]:
    """The codes of some folders of the engine, or of all of it."""
    places = [ENGINE / folder for folder in folders] or [ENGINE]
    return {code for place in places for file in place.rglob("*.py") for code in codes_in(file)}


def documented(name: str, heading: str = "Problems") -> list[str]:
    """The codes in the tables of a page, in order."""
    return [row[0].strip("`") for row in table_rows(section(page(name), heading)) if len(row) == 2]


RULES, CASES = documented("rule-language"), documented("case-format")
TESTING = documented("testing-rules", "In a build")
COMMANDS = documented("commands")
BULK = documented("bulk")


def test_every_code_of_the_engine_is_documented_and_every_documented_one_exists() -> None:
    assert len(engine_codes()) > 90
    assert engine_codes() == {*RULES, *CASES, *TESTING, *COMMANDS, *BULK}


def test_each_page_has_the_codes_of_its_own() -> None:
    assert engine_codes("rules") <= set(RULES)
    assert engine_codes("marked") <= {*RULES, "wrong-type"}
    assert engine_codes("facts") <= set(CASES)
    assert len(RULES) == len(set(RULES))
    assert len(CASES) == len(set(CASES))
    assert set(BULK) <= engine_codes("bulk")
    assert not {*TESTING, *BULK} & {*RULES, *CASES}


# What no file can show: it takes a folder, a machine or a size that a golden file should not have.
MET_ELSEWHERE = {
    "case-too-large": "facts/test_load.py",
    "duplicate-claim": "calibrate/test_outcomes.py",
    "matcher-failed": "cli/test_matching.py",
    "no-case": "cli/test_bad_input.py",
    "no-matcher": "cli/test_matching.py",
    "no-outcome": "calibrate/test_outcomes.py",
    "no-such-file": "facts/test_load.py",
    "not-readable": "facts/test_load.py",
    "other-kind": "rules/test_kinds.py",
    "time-limit": "test_time_limit.py",
    "too-many-derived": "conclude/test_rounds.py",
    "too-many-files": "facts/test_load.py",
    "unknown-case": "calibrate/test_outcomes.py",
    "unknown-claim": "calibrate/test_outcomes.py",
    "unknown-fact": "argue/test_what_if.py",
}


def test_every_documented_code_occurs_in_a_golden_file() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (TESTS / "golden").rglob("*.txt")]
    shown = {code for text in texts for code in re.findall(r"(?:error|warning)\[([a-z0-9-]+)\]", text)}
    assert {*RULES, *CASES} - shown == MET_ELSEWHERE.keys()
    assert shown <= {*RULES, *CASES, *TESTING, *COMMANDS}


def test_what_no_golden_file_shows_is_tested_elsewhere() -> None:
    silent = [code for code, file in MET_ELSEWHERE.items() if code not in (TESTS / file).read_text(encoding="utf-8")]
    assert not silent
