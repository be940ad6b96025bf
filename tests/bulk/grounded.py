"""The rows that grounding in SQL makes, in the form in which those of `rules/grounding.py` can be held against them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import duckdb

from whosays.bulk.grounding import Grounded, ground, ground_table
from whosays.facts.case import Case
from whosays.facts.times import UNKNOWN, Time
from whosays.rules.compile import CompiledRulebook
from whosays.rules.grounding import GroundedCase, columns_read
from whosays.rules.grounding import ground as ground_case

Rows = dict[str, Counter[Any]]


def rows_of_case(case: Case, rulebook: CompiledRulebook) -> Rows:
    """Relation by relation, every cell as what it stands for."""
    grounded = ground_case(rulebook.program, case)
    return {
        relation: Counter(
            (fact, *(_meant(grounded, rulebook, relation, place, cell) for place, cell in enumerate(row)))
            for fact, row in zip(grounded.fact_of[relation], rows, strict=True)
        )
        for relation, rows in grounded.rows.items()
    }


def rows_of_tables(connection: duckdb.DuckDBPyConnection, rulebook: CompiledRulebook) -> Rows:
    """The same from tables of facts; every table of the interface is looked at."""
    grounded = ground(connection, rulebook.program, rulebook.kinds)
    values: dict[int, str | Time] = {}
    for number, text, *ends in connection.execute("SELECT * FROM value").fetchall():
        assert number not in values
        assert number < grounded.first_fact or grounded.first_fact + grounded.facts <= number < grounded.largest
        values[number] = text if text is not None else Time(*ends)
    assert list(values) == sorted(values)
    assert [values[number] for number in range(grounded.first_fact)] == list(rulebook.program.constants)
    assert len(set(values.values()) - {UNKNOWN}) + sum(each == UNKNOWN for each in values.values()) == len(values)
    found = {}
    for relation in columns_read(rulebook.program):
        cursor = connection.execute(f"SELECT * FROM {ground_table(relation)}")
        assert [each[0] for each in cursor.description] == [*rulebook.program.relations[relation], "fact"]
        assert {str(each[1]) for each in cursor.description} == {"BIGINT"}
        found[relation] = Counter(
            (
                row[-1],
                *(_read(grounded, values, rulebook, relation, place, cell) for place, cell in enumerate(row[:-1])),
            )
            for row in cursor.fetchall()
        )
    return found


def _kind_of(rulebook: CompiledRulebook, relation: str, place: int) -> str:
    kind, _, field = relation.partition(".")
    column = rulebook.program.relations[relation][place]
    if column == "#fact":
        return "ref"
    return rulebook.kinds[kind].fields[field or column].type


def _meant(grounded: GroundedCase, rulebook: CompiledRulebook, relation: str, place: int, cell: int | None) -> object:
    type_ = _kind_of(rulebook, relation, place)
    if cell is None or type_ == "number":
        return cell
    if type_ == "ref":
        return ("fact", cell - grounded.first_fact)
    value = grounded.time(cell) if type_ in {"moment", "period"} else grounded.text(cell)
    return (value, cell if cell < grounded.first_fact else None)


def _read(
    grounded: Grounded,
    values: dict[int, str | Time],
    rulebook: CompiledRulebook,
    relation: str,
    place: int,
    cell: int | None,
) -> object:
    type_ = _kind_of(rulebook, relation, place)
    if cell is None or type_ == "number":
        return cell
    if type_ == "ref":
        return ("fact", cell - grounded.first_fact)
    return (values[cell], cell if cell < grounded.first_fact else None)
