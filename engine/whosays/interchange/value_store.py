"""Rows of any number, sorted on disk: the order of a file makes no difference, and only one item is in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from whosays.interchange.value_rows import ValueRow

_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Item:
    """One attribute of one object: the values it is given, sorted, and who gives each, sorted."""

    object: str
    attribute: str
    said: tuple[tuple[str, tuple[str, ...]], ...]


class ValueStore:
    """The rows of a table, each once, in a temporary database that ends with it."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")  # on disk once it is large; nobody else can see it
        self._database.execute(
            "CREATE TABLE said (object TEXT, attribute TEXT, value TEXT, source TEXT, "
            "PRIMARY KEY (object, attribute, value, source)) WITHOUT ROWID"
        )

    def add(self, rows: Iterable[ValueRow]) -> None:
        """Take rows; one that is there already makes no difference."""
        values = ((row.object, row.attribute, row.value, row.source) for row in rows)
        with self._database:
            self._database.executemany("INSERT OR IGNORE INTO said VALUES (?, ?, ?, ?)", values)

    def items(self, objects: Collection[str] | None = None) -> Iterator[Item]:
        """All items, or those of some objects, sorted by object and attribute."""
        where, only = "", list[str]()
        if objects is not None:
            only = sorted(objects)
            self._database.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (object TEXT PRIMARY KEY)")
            self._database.execute("DELETE FROM wanted")
            self._database.executemany("INSERT INTO wanted VALUES (?)", ((each,) for each in only))
            where = "WHERE object IN (SELECT object FROM wanted)"
        query = f"SELECT object, attribute, value, source FROM said {where} ORDER BY object, attribute, value, source"
        with closing(self._database.execute(query)) as rows:
            rows.arraysize = _ROWS_AT_ONCE
            for (thing, attribute), of_item in groupby(rows, key=lambda row: (row[0], row[1])):
                said = groupby(of_item, key=lambda row: row[2])
                yield Item(thing, attribute, tuple((value, tuple(row[3] for row in found)) for value, found in said))

    def sources(self) -> tuple[str, ...]:
        """All sources, sorted."""
        return tuple(row[0] for row in self._database.execute("SELECT DISTINCT source FROM said ORDER BY source"))

    def __len__(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM said").fetchone()[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
