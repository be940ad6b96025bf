"""docs/conformance.md: how every case of the corpus fares with every matcher. `python -m tests.conformance.table`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from itertools import groupby
from typing import cast

from tests.conformance.bounded_reference import TRIES
from tests.conformance.corpus import CaseName, case_names
from tests.conformance.running import MATCHERS, Kind, Status, status_of_case
from tests.golden_files import ROOT
from whosays.match.matcher import Unavailable

PAGE = ROOT / "docs" / "conformance.md"
HEADS = ("file", "case")

_INTRODUCTION = """\
# Conformance

[datalog-conformance](https://pypi.org/project/datalog-conformance/) {version} is a corpus of cases: a Datalog program
each, and the rows that some of its predicates must have. Most were taken from the tests of Soufflé, Nemo, Crepe and
other engines. Every program is translated into the flat rules that the engine works on, and run with every matcher:

- **reference**: the matcher of our tests, which holds every row against every atom, up to {tries:,} times;
- **durable**: durable_rules;
- **duckdb**: DuckDB.

A case has **passed** if every predicate that it names has exactly the rows it should have. Matchers that take the same
program must also agree on every row, on every proof, and on the round in which each row was found. A case whose program
a matcher cannot take is **skipped**, with the reason that the matcher gives. A program that derives something from its
own negation must be refused, and has passed if it is; no matcher gets to see it.

This page is written by `python -m tests.conformance.table`, and a test says whether it is up to date. A column is
measured where its matcher runs: durable_rules needs Python 3.12 or older. The cases of the files `souffle_example_lubm`
and `souffle_example_hmmer` are large, and only `make test-all` runs them. The latter have 40 million matches and take
7 GB; DuckDB is allowed so many for them.

## The declared fragment

What the engine promises to run is safe, stratified Datalog with

- facts, also where they are written as rules, and predicates that have both facts and rules;
- any number of columns, none included;
- recursion, also of predicates through each other, and also where it is not linear;
- negation of what an earlier stratum completes; a variable that stands in one negated atom only means any value;
- comparison by `=`, `!=`, `<`, `<=`, `>` and `>=`: of numbers by value, of texts by code point, and any number is less
  than any text; an equality may give a variable its value;
- constants in any place, and wildcards (`_`) wherever no value is needed.

A theory of strict rules alone is such a program, and runs as one; `defeasible/strict_only` holds the other folders'
programs once more in this form. All else is outside: arithmetic, functors, aggregates, lists, disjunction, rules
without strata, unsafe rules, predicates with two arities, and whatever makes a theory defeasible. Why a case is outside
is found in its program, never looked up in a list of names.
"""

Statuses = dict[tuple[CaseName, str], Status]


def measured(names: Iterable[CaseName]) -> Statuses:
    """How cases fare with the matchers that run here."""
    here = [matcher for matcher, make in MATCHERS.items() if not isinstance(make(), Unavailable)]
    return {(name, matcher): status_of_case(name, matcher) for name in names for matcher in here}


def told(page: str) -> Statuses:
    """How cases fare according to a page."""
    found: Statuses = {}
    for group, text in re.findall(r"^### (\S+)\n(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL):
        for file, case, rest in re.findall(r"^\| (\w+) \| (\w+) \| (.*) \|$", text, re.MULTILINE):
            cells = rest.split(" | ")
            cells = cells if len(cells) == len(MATCHERS) else [f"outside: {rest}"] * len(MATCHERS)
            for matcher, cell in zip(MATCHERS, cells, strict=True):
                kind, _, why = cell.partition(": ")
                found[CaseName(group, file, case), matcher] = Status(cast(Kind, kind), why)
    return {key: value for key, value in found.items() if (key[0].file, key[0].name) != HEADS}


def page(statuses: Statuses) -> str:
    """The page, from how every case fares with every matcher."""
    parts = [_INTRODUCTION.format(version=version("datalog-conformance"), tries=TRIES)]
    parts.append("## Summary\n")
    parts.extend(_summary(statuses))
    parts.append("## All cases\n")
    names = sorted({name for name, _ in statuses})
    for group, members in groupby(names, key=_group_of):
        parts.append(f"### {group}\n")
        parts.extend(_group(list(members), statuses))
    return "\n".join(parts)


def main() -> None:
    """Write the page; of a matcher that does not run here, what the page says stays."""
    names = case_names()
    before = told(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}
    unknown = Status("skipped", "not measured")
    kept = {(name, matcher): before.get((name, matcher), unknown) for name in names for matcher in MATCHERS}
    PAGE.write_text(page(kept | measured(names)), encoding="utf-8")


def _summary(statuses: Statuses) -> Iterator[str]:
    names = sorted({name for name, _ in statuses})
    inside = [name for name in names if not _is_outside(name, statuses)]
    kinds = {matcher: Counter(statuses[name, matcher].kind for name in inside) for matcher in MATCHERS}
    rows: list[tuple[object, ...]] = [
        (matcher, found["passed"], len(inside), found["skipped"], found["failed"]) for matcher, found in kinds.items()
    ]
    yield _table(("matcher", "passed", "of those in the fragment", "skipped", "failed"), rows)

    yield "The cases of each folder that have passed:\n"
    rows = []
    for group, grouped in groupby(names, key=_group_of):
        members = list(grouped)
        passed = (sum(statuses[name, matcher].kind == "passed" for name in members) for matcher in MATCHERS)
        rows.append((group, len(members), sum(name in inside for name in members), *passed))
    yield _table(("folder", "cases", "in the fragment", *MATCHERS), rows)

    untaken = [name for name in inside if {statuses[name, matcher].kind for matcher in MATCHERS} == {"skipped"}]
    yield f"In the fragment, but taken by no matcher: {', '.join(f'`{name.name}`' for name in untaken) or 'none'}.\n"

    reasons = Counter(statuses[name, "reference"].why for name in names if name not in inside)
    yield f"Of the {len(names)} cases, {reasons.total()} are outside the fragment:\n"
    counted = sorted(((count, why) for why, count in reasons.items()), key=lambda row: (-row[0], row[1]))
    yield _table(("cases", "why they are outside"), counted)


def _group(names: Sequence[CaseName], statuses: Statuses) -> Iterator[str]:
    outside = [name for name in names if _is_outside(name, statuses)]
    inside = [name for name in names if not _is_outside(name, statuses)]
    if inside:
        rows = [(name.file, name.name, *(_cell(statuses[name, matcher]) for matcher in MATCHERS)) for name in inside]
        yield "In the fragment:\n\n" + _table((*HEADS, *MATCHERS), rows)
    if outside:
        told_why = [(name.file, name.name, statuses[name, "reference"].why) for name in outside]
        yield "Outside it:\n\n" + _table((*HEADS, "why"), told_why)


def _group_of(name: CaseName) -> str:
    return name.group


def _is_outside(name: CaseName, statuses: Statuses) -> bool:
    return statuses[name, "reference"].kind == "outside"


def _cell(found: Status) -> str:
    return f"{found.kind}: {found.why}" if found.why else found.kind


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


if __name__ == "__main__":
    main()
