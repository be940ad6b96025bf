"""How fast tables of claims are read, checked and grounded.

python benchmarks/bulk_tables.py --claims 100000 --format parquet

The tables are made up: in each case ten claims, and per claim about nine facts, with a little that is not right.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from whosays.bulk.check import check
from whosays.bulk.grounding import ground
from whosays.bulk.input_files import find_tables
from whosays.rules.load import load_rulebook

_N = "(SELECT range AS i, 'k' || (range // 10) AS \"case\" FROM range({claims}))"
_TABLES = {
    "actor": "SELECT \"case\", 'a' || (i % 10) AS id, 'camp ' || i AS name FROM {n}",
    "place": 'SELECT "case", \'p\' || (i % 10) AS id, [i % 90, i % 180]::DOUBLE[] AS "at" FROM {n} WHERE i % 5 = 0',
    "source": """SELECT "case", 's' || (i % 10) || '-' || j AS id, ['A', 'B', 'C', 'F'][1 + (i + j) % 4] AS reliability,
        CASE WHEN j = 0 THEN 'anonymous' END AS named, ['a' || (i % 10)] AS affiliation FROM {n}, range(2) t(j)""",
    "document": """SELECT "case", 'd' || (i % 10) AS id, 's' || (i % 10) || '-0' AS publisher,
        strftime(DATE '2014-01-01' + (i % 300)::INTEGER, '%Y-%m-%d') AS published FROM {n}""",
    "claim": "SELECT \"case\", 'c' || (i % 10) AS id, 'Thing ' || i || ' happened.' AS text, ['a' || (i % 10)] "
    "AS about FROM {n}",
    "report": """SELECT "case", 'r' || (i % 10) || '-' || j AS id, 'c' || (i % 10) AS claim,
        CASE WHEN i % 1000 = 7 AND j = 2 THEN 'nobody' ELSE 's' || (i % 10) || '-' || (j % 2) END AS "by",
        'd' || (i % 10) AS "in",
        CASE WHEN j > 0 THEN ['r' || (i % 10) || '-' || (j - 1)] ELSE [] END AS cites,
        ['firsthand', 'hearsay', NULL][1 + j] AS basis, ['asserts', 'denies'][1 + i % 2] AS stance,
        strftime(DATE '2014-01-01' + (i % 300)::INTEGER, '%Y-%m-%d') AS published FROM {n}, range(3) t(j)""",
    "interest": """SELECT "case", 'i' || (i % 10) AS id, 'a' || (i % 10) AS holder, 'c' || (i % 10) AS claim,
        'believed' AS gains_if FROM {n}""",
}


def write(folder: Path, claims: int, format_: str) -> None:
    """Make the tables up."""
    how = {"parquet": "(FORMAT parquet)", "jsonl": "(FORMAT json)", "csv": "(FORMAT csv, HEADER)"}[format_]
    with duckdb.connect() as connection:
        for kind, select in _TABLES.items():
            query = select.format(n=_N.format(claims=claims))
            if format_ == "csv":
                lists = {
                    "actor": (),
                    "source": ("affiliation",),
                    "claim": ("about",),
                    "report": ("cites",),
                    "place": ("at",),
                }
                joined = ", ".join(f'array_to_string("{name}", \'|\') AS "{name}"' for name in lists.get(kind, ()))
                query = f"SELECT * REPLACE ({joined}) FROM ({query})" if joined else query
            connection.execute(f"COPY ({query}) TO '{folder / f'{kind}.{format_}'}' {how}")


def main() -> None:
    """Time each step once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--format", choices=("parquet", "jsonl", "csv"), default="parquet")
    parser.add_argument("--memory-limit")
    parser.add_argument("--only-write", type=Path, metavar="FOLDER", help="write the tables there, and time nothing")
    options = parser.parse_args()
    if options.only_write:
        options.only_write.mkdir(parents=True)
        write(options.only_write, options.claims, options.format)
        return
    rulebook = load_rulebook("standard")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        write(folder, options.claims, options.format)
        config = {"memory_limit": options.memory_limit} if options.memory_limit else {}
        with duckdb.connect(str(Path(name) / "checked.duckdb"), config=config) as connection:
            start = time.perf_counter()
            counts = check(connection, find_tables(str(folder), rulebook.kinds), rulebook.kinds)
            checked = time.perf_counter()
            grounded = ground(connection, rulebook.program, rulebook.kinds)
            end = time.perf_counter()
    print(
        f"{counts.claims} claims, {counts.rows} rows, {counts.facts} facts, {counts.rejected} rejected; "
        f"{options.format}"
    )
    print(f"read and checked: {checked - start:.2f} s, {counts.rows / (checked - start):,.0f} rows a second")
    print(
        f"grounded: {end - checked:.2f} s, {counts.facts / (end - checked):,.0f} facts a second, "
        f"{grounded.largest} integers"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    cpu = time.process_time()
    print(f"CPU of all: {cpu:.1f} s")
    print(f"most memory: {peak:,.0f} MB")


if __name__ == "__main__":
    main()
