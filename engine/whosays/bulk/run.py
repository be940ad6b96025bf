"""A bulk run on one page: read and check, cut into buckets of whole cases, judge each, put all together.

What is done is kept in a working folder beside OUT, a step at a time, each whole or not at all; a run that was
interrupted goes on from there. OUT appears in one step, when everything is in it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from whosays.bulk import sql
from whosays.bulk.at_once import judged
from whosays.bulk.check import REJECT_COLUMNS, Checked, check, fact_table
from whosays.bulk.disk import move_whole, write_whole
from whosays.bulk.input_files import TableFile, find_tables
from whosays.bulk.manifest import FILE, check_whole, hash_of, identity, read_manifest
from whosays.bulk.results import RESULTS, write_results
from whosays.deadline import SECONDS
from whosays.problems import Mark, Problem, ProblemsError
from whosays.rules.compile import CompiledRulebook

FACTS_A_BUCKET = 100_000
"""About as many facts are judged at once; a case is never cut."""
Told = Callable[[int, int], None]
"""Told after each bucket: claims that are judged, and all."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run goes; what comes of it depends on `as_of` only."""

    as_of: str | None = None
    strict: bool = False
    memory_limit: str | None = None
    time_limit: float = SECONDS
    facts_a_bucket: int = FACTS_A_BUCKET


@dataclass(frozen=True, slots=True)
class Done:
    """What a run gave; `was_there` if the same run had ended before."""

    counts: Checked
    was_there: bool = False


def run(where: str, out: Path, rulebook: CompiledRulebook, name: str, settings: Settings, told: Told) -> Done:
    """Judge every claim of the tables in a folder, or that a glob names, and write the result as a folder.

    Raises ProblemsError where there is something else at `out`, and with everything that stops a run.
    """
    files = find_tables(where, rulebook.kinds)
    wanted = identity(files, name, rulebook.digest, settings.as_of)
    work = out.with_name(f".{out.name}.work")
    if out.exists() or out.is_symlink():
        found = read_manifest(out)
        if found is None or any(found.get(key) != value for key, value in wanted.items()):
            hint = "name a folder that is not there yet"
            raise ProblemsError(
                [Problem("already-there", "there is something else here already", Mark(str(out)), hint=hint)]
            )
        check_whole(out, found)
        shutil.rmtree(work, ignore_errors=True)
        return Done(Checked(**found["counts"]), was_there=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    with _working(work, {**wanted, "facts_a_bucket": settings.facts_a_bucket}):
        try:
            counts = _run(work, out, files, wanted, rulebook, settings, told)
        except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
            raise _failed(error) from error
    shutil.rmtree(work, ignore_errors=True)
    return Done(counts)


def _run(
    work: Path,
    out: Path,
    files: tuple[TableFile, ...],
    wanted: dict[str, Any],
    rulebook: CompiledRulebook,
    settings: Settings,
    told: Told,
) -> Checked:
    """All steps that are not done yet."""

    def checking(connection: duckdb.DuckDBPyConnection) -> Checked:
        return check(connection, files, rulebook.kinds, as_of=settings.as_of, strict=settings.strict)

    counts = _checked(work, checking, settings)
    buckets = max(1, -(-counts.facts // settings.facts_a_bucket))
    claims = 0
    for bucket in range(buckets):
        claims += _judged(work, bucket, buckets, rulebook, settings)
        told(claims, counts.claims)
    whole = work / "whole"
    shutil.rmtree(whole, ignore_errors=True)
    whole.mkdir()
    _put_together(work, whole, buckets, rulebook, settings)
    tables = {
        each.relative_to(whole).as_posix(): {"sha256": hash_of(each)} for each in sorted(whole.rglob("*.parquet"))
    }
    write_whole(whole / FILE, json.dumps({**wanted, "counts": asdict(counts), "tables": tables}, indent=2) + "\n")
    move_whole(whole, out)
    return counts


@contextmanager
def _working(work: Path, wanted: dict[str, Any]) -> Iterator[None]:
    """Hold the working folder against other runs; what is in it from a run of something else goes."""
    import fcntl  # noqa: PLC0415 - there is none on Windows

    work.mkdir(exist_ok=True)
    with (work / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            hint = "wait until it ends"
            raise ProblemsError(
                [Problem("output-busy", "another run writes this", Mark(str(work)), hint=hint)]
            ) from error
        try:
            was = json.loads((work / "run.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            was = None
        if was != wanted:
            _start(work, wanted)
        yield


def _start(work: Path, wanted: dict[str, Any]) -> None:
    for each in work.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
        elif each.name != "lock":
            each.unlink()
    write_whole(work / "run.json", json.dumps(wanted))


def _connect(settings: Settings, work: Path, database: Path | str = ":memory:") -> duckdb.DuckDBPyConnection:
    config: dict[str, Any] = {
        "autoload_known_extensions": False,
        "autoinstall_known_extensions": False,
        "temp_directory": str(work / "spill"),
    }
    if settings.memory_limit is not None:
        config["memory_limit"] = settings.memory_limit
    try:
        return duckdb.connect(str(database), config=config)
    except duckdb.Error as error:
        message = str(error).splitlines()[0]
        raise ProblemsError(
            [Problem("memory-limit", message, Mark("--memory-limit"), hint="write it like 4GB")]
        ) from error


def _checked(work: Path, checking: Callable[[duckdb.DuckDBPyConnection], Checked], settings: Settings) -> Checked:
    """The checked facts as a database of their own; done anew unless it was finished."""
    done = work / "checked.json"
    if done.exists():
        return Checked(**json.loads(done.read_text(encoding="utf-8")))
    for old in work.glob("checked.duckdb*"):
        old.unlink()
    try:
        with _connect(settings, work, work / "checked.duckdb") as connection:
            counts = checking(connection)
            connection.execute("CHECKPOINT")
    except ProblemsError:
        shutil.rmtree(work, ignore_errors=True)  # nothing in it is of use to a run that may go further
        raise
    write_whole(done, json.dumps(asdict(counts)))
    return counts


def _failed(error: duckdb.Error) -> ProblemsError:
    """What stopped DuckDB, as a problem: too little memory, or a disk that takes no more."""
    message = str(error).splitlines()[0]
    if isinstance(error, duckdb.OutOfMemoryException):
        return ProblemsError([Problem("memory-limit", message, Mark("--memory-limit"), hint="give it more")])
    hint = "see that there is room on the disk; what was done so far is kept"
    return ProblemsError([Problem("storage-failed", message, Mark("bulk"), hint=hint)])


def _judged(work: Path, bucket: int, buckets: int, rulebook: CompiledRulebook, settings: Settings) -> int:
    """Judge a bucket, unless it is there; gives how many claims it has."""
    target = work / f"bucket-{bucket:05}"
    with _connect(settings, work) as connection:
        if not target.exists():
            _take(connection, work, bucket, buckets, rulebook)
            beside = work / f"bucket-{bucket:05}.new"
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir()
            write_results(connection, rulebook, judged(connection, rulebook, settings.time_limit), beside)
            move_whole(beside, target)
        verdicts = sql.text(target / "verdicts.parquet")
        return int(connection.execute(f"SELECT count(*) FROM read_parquet({verdicts})").fetchall()[0][0])


def _take(
    connection: duckdb.DuckDBPyConnection, work: Path, bucket: int, buckets: int, rulebook: CompiledRulebook
) -> None:
    """The facts of a bucket: of the cases whose ids have this hash, numbered through in their order."""
    connection.execute(f"ATTACH {sql.text(work / 'checked.duckdb')} AS checked (READ_ONLY)")
    connection.execute(
        'CREATE TABLE fact AS SELECT row_number() OVER (ORDER BY fact) - 1 AS fact, "case", kind, id, fact AS '
        "was FROM checked.fact "
        f'WHERE md5_number_lower("case") % {buckets} = {bucket} ORDER BY was'
    )
    connection.execute('CREATE TABLE head AS SELECT * FROM checked.head SEMI JOIN fact USING ("case")')
    for kind in rulebook.kinds:
        table = fact_table(kind)
        connection.execute(
            f"CREATE TABLE {table} AS SELECT n.fact, k.* EXCLUDE (fact) FROM checked.{table} k JOIN fact n ON "
            f"n.was = k.fact ORDER BY n.fact"
        )
    connection.execute("ALTER TABLE fact DROP COLUMN was")
    connection.execute("DETACH checked")


def _put_together(work: Path, whole: Path, buckets: int, rulebook: CompiledRulebook, settings: Settings) -> None:
    """The tables of OUT: results of all buckets, rejected rows, and the checked facts for those who ask why."""
    order = {"verdicts": '"case", claim', "findings": '"case", finding', "contributions": '"case", item'}
    with _connect(settings, work) as connection:
        for name in RESULTS:
            parts = ", ".join(sql.text(work / f"bucket-{bucket:05}" / f"{name}.parquet") for bucket in range(buckets))
            _copy(
                connection, f"SELECT * FROM read_parquet([{parts}]) ORDER BY {order[name]}", whole / f"{name}.parquet"
            )
        connection.execute(f"ATTACH {sql.text(work / 'checked.duckdb')} AS checked (READ_ONLY)")
        columns = ", ".join(sql.name(each) for each in REJECT_COLUMNS)
        _copy(
            connection,
            f"SELECT {columns} FROM checked.reject ORDER BY file, row, reason, field, message",
            whole / "rejects.parquet",
        )
        (whole / "facts").mkdir()
        _copy(connection, 'SELECT * FROM checked.head ORDER BY "case"', whole / "facts" / "case.parquet")
        for kind in rulebook.kinds:
            table = f"checked.{fact_table(kind)}"
            if connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall():
                facts = (
                    f'SELECT f."case", k.* EXCLUDE (fact) FROM {table} k JOIN checked.fact f USING (fact) '
                    f"ORDER BY k.fact"
                )
                _copy(connection, facts, whole / "facts" / f"{kind}.parquet")


def _copy(connection: duckdb.DuckDBPyConnection, select: str, file: Path) -> None:
    connection.execute(f"COPY ({select}) TO {sql.text(file)} (FORMAT parquet)")
