"""A case after the other through `assess`: for a rulebook that does not keep cases apart, and for no case at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import duckdb
import numpy as np

from whosays.assessment.assess import Assessment, assess
from whosays.bulk.check import fact_table
from whosays.bulk.judged import Judged
from whosays.bulk.rows import body_of
from whosays.facts.kinds import Vocabulary
from whosays.facts.load import case_from_dict
from whosays.match.choose import Matchers
from whosays.rules.compile import CompiledRulebook
from whosays.weigh.network import Ints


def judged_case_by_case(
    connection: duckdb.DuckDBPyConnection, rulebook: CompiledRulebook, time_limit: float
) -> Iterator[Judged]:
    """Judge every claim of the tables `fact` and `fact_<kind>`, each case within the limit. Raises ProblemsError."""
    matchers = Matchers()
    rules = {rule.id: place for place, rule in enumerate(rulebook.rulebook.rules)}
    for facts, data in cases(connection, rulebook.kinds):
        yield _columns(assess(case_from_dict(data, kinds=rulebook.kinds), rulebook, matchers, time_limit), facts, rules)


def cases(connection: duckdb.DuckDBPyConnection, known: Vocabulary) -> Iterator[tuple[Ints, dict[str, Any]]]:
    """Every case in the shape of a case file, with the indices of its facts; in the order of the cases."""
    bodies: dict[int, dict[str, Any]] = {}
    for kind in known.values():
        cursor = connection.execute(f"SELECT * FROM {fact_table(kind.name)}")
        names = [each[0] for each in cursor.description]
        for row in cursor.fetchall():
            bodies[row[0]] = {kind.name: body_of(kind, dict(zip(names[1:], row[1:], strict=True)))}
    heads = {row[0]: row for row in connection.execute('SELECT "case", title, as_of, question FROM head').fetchall()}
    rows = connection.execute('SELECT fact, "case" FROM fact ORDER BY "case", fact').fetchall()
    if not rows:  # of no case there are columns, too: all of them empty
        yield np.empty(0, dtype=np.int64), {"case": "none", "title": "No case", "facts": []}
    for case, group in groupby(rows, key=lambda row: row[1]):
        facts = [fact for fact, _ in group]
        head = dict(zip(("case", "title", "as_of", "question"), heads[case], strict=True))
        said = {name: value for name, value in head.items() if value is not None}
        yield np.array(facts, dtype=np.int64), {**said, "facts": [bodies[fact] for fact in facts]}


def _columns(assessment: Assessment, facts: Ints, rules: dict[str, int]) -> Judged:
    gathered = assessment.gathered
    targets = [
        (each.index, gathered.grounded.fact(number).index) for each in gathered.findings for number in each.targets
    ]
    speaking = {said[:2] for said in gathered.provenance.said}
    claims = np.array([claim for _, claim in speaking], dtype=np.int64)
    return Judged(
        facts,
        facts[np.array([claim.index for claim in gathered.claims], dtype=np.int64)],
        np.bincount(claims, minlength=len(gathered.claims)).astype(np.int64),
        gathered.network,
        assessment.weighed,
        np.array([rules[each.kind.rule.id] for each in gathered.findings], dtype=np.int64),
        np.array([finding for finding, _ in targets], dtype=np.int64),
        facts[np.array([fact for _, fact in targets], dtype=np.int64)],
    )
