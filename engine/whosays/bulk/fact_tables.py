"""The tables of facts, "fact_<kind>": where each kind begins in the order of all facts, and what fields hold.

Their columns are the fields of the kind as the vocabulary has them, references as ids, times and periods as they are
written, and `fact`, the place of the fact in the order of the case: by kind, then by id.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import numpy as np

from whosays.bulk.proofs import ints_of
from whosays.bulk.values import tables_there
from whosays.facts.kinds import Vocabulary
from whosays.facts.times import read_moment
from whosays.weigh.network import Flags, Ints

IDS, MOMENTS = "bulk_id", "bulk_moment"


class FactTables:
    """Reads the tables of facts."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, vocabulary: Vocabulary, first_fact: int) -> None:
        self.connection = connection
        self.vocabulary = vocabulary
        self.first_fact = first_fact
        self.first: dict[str, int] = {}
        """The first fact of each kind that there is one of."""
        self.count: dict[str, int] = {}
        there = tables_there(connection)
        for kind in vocabulary:
            if f"fact_{kind}" in there:
                found = connection.execute(f'SELECT min(fact), count(*) FROM "fact_{kind}"').fetchone()
                assert found is not None
                if found[1]:
                    self.first[kind], self.count[kind] = found
        self.kinds = sorted(self.first, key=lambda kind: self.first[kind])
        self._firsts = np.array([self.first[kind] for kind in self.kinds], dtype=np.int64)
        connection.execute(f'CREATE OR REPLACE TEMP TABLE "{IDS}" (id VARCHAR, fact BIGINT)')
        for kind in self.kinds:
            connection.execute(f'INSERT INTO "{IDS}" SELECT id, fact FROM "fact_{kind}"')

    @property
    def size(self) -> int:
        """How many facts there are."""
        return sum(self.count.values())

    def has(self, kind: str) -> bool:
        """Whether there is a fact of a kind."""
        return kind in self.first

    def fact(self, number: Ints) -> Ints:
        """The facts that integers stand for."""
        return number - self.first_fact

    def of_kind(self, fact: Ints, kind: str) -> Flags:
        """Which facts are of a kind."""
        if kind not in self.first:
            return np.zeros(len(fact), dtype=np.bool_)
        return (fact >= self.first[kind]) & (fact < self.first[kind] + self.count[kind])

    def place(self, fact: Ints) -> Ints:
        """The place of facts among those of their kind."""
        return fact - self._firsts[np.searchsorted(self._firsts, fact, side="right") - 1] if len(fact) else fact

    def column(self, kind: str, field: str, alias: str) -> str:
        """A field in a statement, with the value that stands where it is left out."""
        default = self.vocabulary[kind].fields[field].default
        cell = f'{alias}."{field}"'
        return f"coalesce({cell}, '{default}')" if isinstance(default, str) else cell

    def words(self, kind: str, field: str, words: Sequence[str], otherwise: str) -> Ints:
        """Which of some words a field holds, as places among them, a row a fact of the kind."""
        if not self.has(kind):
            return np.empty(0, dtype=np.int64)
        cell = f"coalesce({self.column(kind, field, 'f')}, $otherwise)"
        found = self.connection.execute(
            f'SELECT list_position($words, {cell}) AS place FROM "fact_{kind}" f ORDER BY f.fact',
            {"words": list(words), "otherwise": otherwise},
        ).fetchnumpy()
        return ints_of(found["place"]) - 1

    def reference(self, kind: str, field: str) -> Ints:
        """The fact that a field names, a row a fact of the kind; -1 where it is left out."""
        if not self.has(kind):
            return np.empty(0, dtype=np.int64)
        found = self.connection.execute(
            f'SELECT coalesce(i.fact, -1) AS fact FROM "fact_{kind}" f LEFT JOIN {self._named_by(kind, field)} i '
            f'ON i.id = f."{field}" ORDER BY f.fact'
        ).fetchnumpy()
        return ints_of(found["fact"])

    def references(self, kind: str, field: str) -> tuple[Ints, Ints]:
        """The facts that a list names, in order: pairs (fact, fact named)."""
        if not self.has(kind):
            return (np.empty(0, dtype=np.int64),) * 2
        found = self.connection.execute(
            f'SELECT f.fact, i.fact AS named FROM (SELECT fact, unnest("{field}") AS id, '
            f'generate_subscripts("{field}", 1) AS place FROM "fact_{kind}") f '
            f"JOIN {self._named_by(kind, field)} i ON i.id = f.id "
            "ORDER BY f.fact, f.place"
        ).fetchnumpy()
        return ints_of(found["fact"]), ints_of(found["named"])

    def _named_by(self, kind: str, field: str) -> str:
        """The ids that a reference may be to, and the facts of that name."""
        kinds = [each for each in self.vocabulary[kind].fields[field].refers_to if self.has(each)]
        return f'"fact_{kinds[0]}"' if len(kinds) == 1 else f'"{IDS}"'

    def make_moments(self) -> None:
        """A table of when the moments that reports and documents give begin."""
        moments: set[str] = set()
        for kind in ("report", "document"):
            if self.has(kind):
                found = self.connection.execute(f'SELECT DISTINCT published FROM "fact_{kind}"').fetchall()
                moments.update(text for (text,) in found if text is not None)
        texts = sorted(moments)
        starts = np.array([read_moment(text).start_earliest for text in texts], dtype=np.int64)
        self.connection.execute(f'CREATE OR REPLACE TEMP TABLE "{MOMENTS}" (text VARCHAR, start_earliest BIGINT)')
        if texts:
            self.connection.register("bulk_read", {"text": np.array(texts, dtype=object), "start": starts})
            self.connection.execute(f'INSERT INTO "{MOMENTS}" SELECT text, "start" FROM bulk_read')
            self.connection.unregister("bulk_read")
