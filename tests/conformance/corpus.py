"""The cases of the datalog-conformance corpus, without reading its large files before they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from datalog_conformance import TestCase, get_tests_dir

from tests.conformance.datalog import Clauses, OutsideError, Scalar, check_predicate, constant, read_parts, read_rule

LARGE = 1_000_000
"""Bytes of a file whose cases are slow."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the package's own discovery takes two minutes
_NAME = re.compile(r"^(?:- )?name: (\S+)$", re.MULTILINE)
_BEYOND = {
    "defeasible_rules": "defeasible rules",
    "defeaters": "defeaters",
    "superiority": "superiority",
    "conflicts": "conflicts",
}
_PROVED = {"definitely", "defeasibly"}  # the same where all rules are strict

_Facts = Mapping[str, Iterable[tuple[Scalar, ...]]]


@dataclass(frozen=True, slots=True, order=True)
class CaseName:
    """A case of the corpus: the folder of its file, the file and its name there."""

    group: str
    file: str
    name: str

    def __str__(self) -> str:
        return f"{self.group}/{self.file}::{self.name}"

    @property
    def path(self) -> Path:
        """Where its file lies."""
        return get_tests_dir() / self.group / f"{self.file}.yaml"

    @property
    def is_slow(self) -> bool:
        """Whether it takes more than a moment to read."""
        return self.path.stat().st_size > LARGE

    def load(self) -> TestCase:
        """The case itself."""
        return _load(self.path)[self.name]


@cache
def case_names() -> tuple[CaseName, ...]:
    """Every case of the corpus, in order."""
    root = get_tests_dir()
    return tuple(
        CaseName(path.parent.relative_to(root).as_posix(), path.stem, name)
        for path in sorted(root.rglob("*.yaml"))
        for name in _NAME.findall(path.read_text(encoding="utf-8"))
    )


@lru_cache(maxsize=2)
def _load(path: Path) -> dict[str, TestCase]:
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # a safe loader
    shared = {"source": raw.get("source")}
    cases = [TestCase.from_dict(shared | each) for each in raw.get("tests", [raw])]
    return {case.name: case for case in cases}


def clauses_of(case: TestCase) -> Clauses:
    """The facts and rules of a case. Raises OutsideError for what is no plain Datalog."""
    if case.program is not None:
        return Clauses(_facts(case.program.facts), tuple(read_rule(text) for text in case.program.rules))
    if case.theory is None:
        raise OutsideError("a property of theories")
    for part, why in _BEYOND.items():
        if getattr(case.theory, part):
            raise OutsideError(why)
    rules = tuple(read_parts(rule.head, rule.body) for rule in case.theory.strict_rules)
    return Clauses(_facts(case.theory.facts), rules)


def expected_rows(case: TestCase) -> list[tuple[str, frozenset[tuple[Scalar, ...]]]]:
    """Predicates and the rows they must have, all told; a theory tells them once for each way of proving."""
    expect: Any = case.expect or {}
    sections = [expect]
    if case.theory is not None:
        if case.expect_per_policy:
            raise OutsideError("policies")
        if not expect.keys() <= _PROVED:
            raise OutsideError("what is not proved")
        sections = list(expect.values())
    return [(name, frozenset(rows)) for section in sections for name, rows in section.items()]


def underivable(case: TestCase, clauses: Clauses) -> str:
    """A predicate whose expected rows cannot come from what the case shows, as they are no facts and it has no rule."""
    facts = {name: set(rows) for name, rows in clauses.facts}
    heads = {rule.head.predicate for rule in clauses.rules}
    for name, rows in expected_rows(case):
        known = facts.get(name, set())
        if name not in heads and not {tuple(constant(each) for each in row) for row in rows} <= known:
            return name
    return ""


def _facts(facts: _Facts) -> Any:
    for name in facts:
        check_predicate(name)
    return tuple((name, tuple(tuple(constant(each) for each in row) for row in facts[name])) for name in sorted(facts))
