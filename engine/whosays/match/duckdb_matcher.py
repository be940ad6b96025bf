"""The relational matcher: the rules as SQL on DuckDB. It takes every case; a small one takes it longer than Rete.

A session is one table, and each feed one statement: the SELECTs of all rules that the new rows may concern. These are
put together as texts, since a UNION of hundreds is a tree as deep as that.
"""

from __future__ import annotations

import weakref
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Self

import duckdb
import numpy as np

from whosays.deadline import NO_DEADLINE, Deadline
from whosays.match.duckdb_sql import FEED, Sign, StratumSql
from whosays.match.interruptible import run
from whosays.match.matcher import Match, MatcherFailedError, Row, matcher_failed
from whosays.rules.program import Program, Stratum

MATCHES = 2_000_000
"""Matches that one feed may give, unless the matcher is made for more; a million of them take some 150 MB."""
LARGEST_VALUE = 2**63 - 1
"""Integers are held in 64 bits."""

_KEPT_STRATA = 128  # strata whose statements are kept for the next case
_SESSIONS_A_DATABASE = 200  # DuckDB keeps a little of every join that it has run, until its database is closed
_SELECTS_A_STATEMENT = 100
_FETCHED_AT_ONCE = 50_000
_VIEW = "new rows"
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,  # the joins of a case are small: a second thread costs more than it does
    "enable_external_access": False,  # no files, no network
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
}


class DuckdbMatcher:
    """Joins rows with DuckDB, in memory. The statements of a stratum are written once and kept."""

    name = "duckdb"

    def __init__(self, matches: int = MATCHES) -> None:
        self._matches = matches
        # In a list, so that it can be let go at the end of the process even if this matcher is not.
        self._database = [_new_database()]
        weakref.finalize(self, self._database.clear)
        self._kept: OrderedDict[tuple[int, int], StratumSql] = OrderedDict()
        self._sessions = 0

    def open(self, program: Program, stratum: Stratum, deadline: Deadline = NO_DEADLINE) -> DuckdbSession:
        """A session for one stratum of a program, with no rows yet; fed past the deadline it raises ProblemsError."""
        key = (id(program), id(stratum))  # what is kept holds both, so that their ids stay theirs
        sql = self._kept.get(key) or StratumSql(program, stratum)
        self._kept[key] = sql
        self._kept.move_to_end(key)
        if len(self._kept) > _KEPT_STRATA:
            self._kept.popitem(last=False)
        self._sessions += 1
        if self._sessions % _SESSIONS_A_DATABASE == 0:
            self._database[0] = _new_database()  # sessions that are open hold on to the one they have
        return DuckdbSession(self._database[0].cursor(), sql, deadline, self._matches)

    def refuses(self, program: Program, row_count: int, largest_value: int) -> str:  # noqa: ARG002
        """Why DuckDB cannot take a program over that many rows; empty if it can."""
        if largest_value > LARGEST_VALUE:
            return f"the case has the value {largest_value}, and DuckDB takes integers of 64 bits"
        return ""

    def close(self) -> None:
        """Give back the memory; sessions must be closed before."""
        self._database.clear()


def _new_database() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config=_SETTINGS)


class DuckdbSession:
    """One stratum at work on one case."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, sql: StratumSql, deadline: Deadline, limit: int) -> None:
        self._connection = connection
        self._limit = limit
        self._sql = sql
        self._deadline = deadline
        self._there: set[Sign] = set()
        self._matched: set[int] = set()  # the rules that were due when they could match
        self._feeds = 0

    def feed(self, rows: Sequence[Row], due: Sequence[int] | None = None) -> list[Match]:
        """The matches of the rules that are due, with all rows if they are due for the first time, else with `rows`."""
        new = {row.relation for row in rows}
        try:
            return run(self._connection, lambda: self._matches(rows, new, due), self._deadline)
        except duckdb.Error as error:
            raise matcher_failed("DuckDB", str(error).splitlines()[0]) from error

    def _matches(self, rows: Sequence[Row], new: set[str], due: Sequence[int] | None) -> list[Match]:
        if rows:
            self._insert(rows)
        selects = list(self._selects(new, range(len(self._sql.stratum.rules)) if due is None else due))
        matches: list[Match] = []
        for start in range(0, len(selects), _SELECTS_A_STATEMENT):
            self._fetch(" UNION ALL ".join(selects[start : start + _SELECTS_A_STATEMENT]), matches)
        return matches

    def _insert(self, rows: Sequence[Row]) -> None:
        """Rows by way of an array a column; as values in a statement they would take ten times as long."""
        self._feeds += 1
        self._there.update(sign for row in rows for sign in self._sql.signs(row))
        numbers, cells_of, width = self._sql.numbers, self._sql.cells, self._sql.width
        cells = [[row.values[place] for place in cells_of[row.relation]] for row in rows]
        cells = [[*each, *[None] * (width - len(each))] for each in cells]
        columns = {
            "relation": np.array([numbers[row.relation] for row in rows], dtype=np.int64),
            "number": np.array([row.number for row in rows], dtype=np.int64),
            "feed": np.full(len(rows), self._feeds, dtype=np.int64),
        }
        for place, column in enumerate(zip(*cells, strict=True)):
            missing = [cell is None for cell in column]
            values = np.array([0 if cell is None else cell for cell in column], dtype=np.int64)
            columns[f"c{place}"] = np.ma.masked_array(values, missing)
        if self._feeds == 1:
            self._connection.execute(self._sql.create())
        self._connection.register(_VIEW, columns)
        self._connection.execute(self._sql.insert(_VIEW))
        self._connection.unregister(_VIEW)

    def _selects(self, new: set[str], due: Iterable[int]) -> Iterator[str]:
        """The statements of the rules that may have a match that was not given yet."""
        for index in due:
            body = self._sql.stratum.rules[index].body
            if index in self._matched:
                yield from (self._sql.select(index, place) for place, atom in enumerate(body) if atom.relation in new)
            elif self._sql.needs(index) <= self._there:
                self._matched.add(index)
                yield self._sql.select(index)

    def _fetch(self, statement: str, matches: list[Match]) -> None:
        result = self._connection.execute(statement, {FEED: self._feeds} if f"${FEED}" in statement else None)
        sizes = [len(rule.body) + 1 for rule in self._sql.stratum.rules]
        while found := result.fetchmany(_FETCHED_AT_ONCE):
            self._deadline.check()
            matches += [Match(row[0], row[1 : sizes[row[0]]]) for row in found]
            if len(matches) > self._limit:
                raise self._too_many(matches)

    def _too_many(self, matches: Sequence[Match]) -> MatcherFailedError:
        ((most, _),) = Counter(match.rule for match in matches).most_common(1)
        rule = self._sql.stratum.rules[most]
        return matcher_failed("DuckDB", f"there are more than {self._limit:,} matches", rule.origin.mark)

    def close(self) -> None:
        """Give back the session's table."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
