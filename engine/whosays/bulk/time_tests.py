"""The tests on times as SQL over the four bounds of each: what facts/times.py says, word for word.

They are residual tests after the join, as the filters of a program are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import duckdb
from sqlglot import exp, parse_one

from whosays.facts.times import UNKNOWN, read_period
from whosays.facts.timetext import UnreadableTimeError
from whosays.match.rule_sql import column, table
from whosays.rules.program import Program

TIMES = "bulk_time"
"""The table of what the integers of times stand for, the times that rules write included."""

_CONTAINS = {
    "certainly": "a.start_latest <= b.start_earliest AND b.end_latest <= a.end_earliest",
    "possibly": "greatest(a.start_earliest, b.start_earliest) <= "
    "least(b.start_latest, least(a.end_latest, b.end_latest)) AND "
    "greatest(greatest(a.start_earliest, b.start_earliest), b.end_earliest) <= least(a.end_latest, b.end_latest)",
}
_IS_UNKNOWN = " AND ".join(
    f"a.{name} = {getattr(UNKNOWN, name)}" for name in ("start_earliest", "start_latest", "end_earliest", "end_latest")
)

_TESTS: Mapping[str, tuple[str, bool]] = {  # the test, and whether its two times are exchanged
    "certainly_before": ("a.end_latest < b.start_earliest", False),
    "possibly_before": ("a.end_earliest < b.start_latest", False),
    "certainly_after": ("a.end_latest < b.start_earliest", True),
    "possibly_after": ("a.end_earliest < b.start_latest", True),
    "certainly_overlaps": ("a.start_latest <= b.end_earliest AND b.start_latest <= a.end_earliest", False),
    "possibly_overlaps": ("a.start_earliest <= b.end_latest AND b.start_earliest <= a.end_latest", False),
    "certainly_contains": (_CONTAINS["certainly"], False),
    "possibly_contains": (_CONTAINS["possibly"], False),
    "certainly_during": (_CONTAINS["certainly"], True),
    "possibly_during": (_CONTAINS["possibly"], True),
    "certainly_outside": (f"NOT ({_CONTAINS['possibly']})", True),
    "possibly_outside": (f"NOT ({_CONTAINS['certainly']})", True),
    "known_time": (f"NOT ({_IS_UNKNOWN})", False),
    "unknown_time": (_IS_UNKNOWN, False),
}


def is_time_test(name: str) -> bool:
    """Whether SQL can say a filter of a program."""
    return name in _TESTS


def with_time_tests(select: exp.Select, tests: Iterator[tuple[str, tuple[exp.Expr, ...]]]) -> exp.Select:
    """A SELECT with these tests on the times that its columns stand for; a time is looked up once."""
    alias_of: dict[exp.Expr, str] = {}
    for name, arguments in tests:
        text, exchanged = _TESTS[name]
        aliases = []
        for argument in arguments:
            alias = alias_of.get(argument)
            if alias is None:
                alias = alias_of[argument] = f"t{len(alias_of)}"
                on = exp.EQ(this=column(alias, "number"), expression=argument.copy())
                select = select.join(table(TIMES, alias), on=on, copy=False)
            aliases.append(alias)
        named = dict(zip("ab", reversed(aliases) if exchanged else aliases, strict=False))
        test = parse_one(text, read="duckdb")
        for each in test.find_all(exp.Column):
            each.replace(column(named[each.table], each.name))
        select = select.where(test, copy=False)
    return select


def make_times(connection: duckdb.DuckDBPyConnection, program: Program) -> None:
    """Fill the table of times, from that of all values and from the rules."""
    connection.execute(
        f'CREATE OR REPLACE TEMP TABLE "{TIMES}" AS '
        "SELECT number, start_earliest, start_latest, end_earliest, end_latest "
        'FROM "value" WHERE start_earliest IS NOT NULL'
    )
    for number, text in enumerate(program.constants):
        try:
            time = read_period(text)
        except UnreadableTimeError:
            continue  # a text that is no time; the checker has refused it where one is asked for
        bounds = (time.start_earliest, time.start_latest, time.end_earliest, time.end_latest)
        connection.execute(f'INSERT INTO "{TIMES}" VALUES (?, ?, ?, ?, ?)', (number, *bounds))
