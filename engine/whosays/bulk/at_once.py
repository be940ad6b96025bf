"""All cases of a connection judged at once, in arrays: what `case_by_case.py` does with one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import numpy as np

from whosays.bulk import sql
from whosays.bulk.case_by_case import judged_case_by_case
from whosays.bulk.check import fact_table
from whosays.bulk.columns import joined
from whosays.bulk.grounding import ground
from whosays.bulk.judge import Weighing, judge
from whosays.bulk.judged import Judged
from whosays.deadline import Deadline
from whosays.facts.kinds import Kind, Vocabulary
from whosays.match.interruptible import run
from whosays.rules.compile import CompiledRulebook
from whosays.rules.cutting import Cutting

_KEYED = "keyed"


def judged(connection: duckdb.DuckDBPyConnection, rulebook: CompiledRulebook, time_limit: float) -> Iterator[Judged]:
    """Judge every claim of the tables `fact` and `fact_<kind>`, within so many seconds. Raises ProblemsError.

    Cases are judged side by side if no rule can reach from one into another (see rules/cutting.py); otherwise each by
    itself, and each has the seconds for itself.
    """
    (cases,) = connection.execute('SELECT count(DISTINCT "case") FROM fact').fetchall()[0]
    if cases == 0 or (cases > 1 and Cutting.of(rulebook).obstacles()):
        yield from judged_case_by_case(connection, rulebook, time_limit)
        return
    ground(connection, rulebook.program, rulebook.kinds)
    with _ids_of_one_case(connection, rulebook.kinds, cases):
        found = run(connection, lambda: judge(connection, rulebook), Deadline.after(time_limit))
    yield _columns(found, rulebook)  # outside: whoever reads it sees the tables as they were


@contextmanager
def _ids_of_one_case(connection: duckdb.DuckDBPyConnection, known: Vocabulary, cases: int) -> Iterator[None]:
    """Let the tables of facts look as those of one case do, for a while: no id stands for two facts."""
    connection.execute(f"CREATE SCHEMA {_KEYED}")
    if cases > 1:
        for kind in known.values():
            connection.execute(f"CREATE TABLE {_KEYED}.{fact_table(kind.name)} AS {_with_case(kind)}")
    try:
        connection.execute(f"SET search_path = '{_KEYED},main'")
        yield
    finally:
        connection.execute("SET search_path = 'main'")
        connection.execute(f"DROP SCHEMA {_KEYED} CASCADE")


def _with_case(kind: Kind) -> str:
    """SELECT of the facts of a kind, with the case in each id. It comes first, so that their order stays the same."""
    cells = ["k.fact"]
    for field in kind.fields.values():
        cell = f"k.{sql.name(field.name)}"
        if field.name == "id" or (field.type == "ref" and not field.many):
            cell = f'f."case" || chr(31) || {cell}'
        elif field.type == "ref":
            cell = f'list_transform({cell}, lambda each: f."case" || chr(31) || each)'
        cells.append(f"{cell} AS {sql.name(field.name)}")
    return (
        f"SELECT {', '.join(cells)} FROM main.{fact_table(kind.name)} k JOIN main.fact f ON f.fact = k.fact "
        "ORDER BY k.fact"
    )


def _columns(found: Weighing, rulebook: CompiledRulebook) -> Judged:
    columns = found.columns
    facts, findings = columns.facts, columns.findings
    rules = {rule.id: place for place, rule in enumerate(rulebook.rulebook.rules)}
    acts = [
        (each.index, [facts.fact(each.target(place)) for place in range(len(each.kind.targets))]) for each in findings
    ]
    first = facts.first.get("claim", 0)
    return Judged(
        np.arange(facts.size),
        np.arange(first, first + facts.count.get("claim", 0)),
        columns.speaking,
        columns.network,
        found.weighed,
        joined([np.full(len(each.row), rules[each.kind.rule.id]) for each in findings]),
        joined([np.repeat(index, len(targets)) for index, targets in acts]),
        joined([np.column_stack(targets).reshape(-1) for _, targets in acts]),
    )
