"""The whole pipeline over tables, on one page: facts and rules in, weighed claims out."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from whosays.bulk.columns import Columns, columns_of
from whosays.bulk.derive import derive
from whosays.rules.compile import CompiledRulebook
from whosays.weigh.weigh import weigh
from whosays.weigh.weighed import Weighed


@dataclass(frozen=True, eq=False)
class Weighing:
    """What a rulebook makes of tables of facts."""

    columns: Columns
    weighed: Weighed


def judge(connection: duckdb.DuckDBPyConnection, rulebook: CompiledRulebook) -> Weighing:
    """Judge every claim of the tables "ground_<relation>", "value" and "fact_<kind>" of a connection."""
    derived = derive(connection, rulebook.program)  # rules fire
    columns = columns_of(rulebook, derived)  # findings and provenance become columns
    return Weighing(columns, weigh(columns.network))  # columns become opinions and verdicts
