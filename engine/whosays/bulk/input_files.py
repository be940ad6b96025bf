"""The files of a bulk input: which kind of fact each holds, and in what format."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from whosays.facts.kinds import Vocabulary
from whosays.problems import Mark, Problem, ProblemsError, suggest

FORMATS = {".parquet": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}
HEAD = "case"
"""The table of heads: case, title, as_of, question."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """One file of a table; `name` is how problems call it."""

    kind: str
    path: Path
    format: str
    name: str


def find_tables(where: str, known: Vocabulary) -> tuple[TableFile, ...]:
    """The tables in a folder, or those a glob names, by kind and file name.

    Raises ProblemsError where there is none, or a file is called like no kind of fact.
    """
    paths = _paths(where)
    found, problems = [], []
    for path in paths:
        kind = _kind(path.stem, known)
        if kind is None:
            hint = suggest(path.stem[:100].lower(), (*known, HEAD), "tables")
            message = f'there is no kind of fact called "{path.stem[:60]}"'
            problems.append(Problem("unknown-kind", message, Mark(str(path)), hint=hint))
        else:
            found.append(TableFile(kind, path, FORMATS[path.suffix.lower()], path.name))
    if not paths:
        hint = "a table is a file called after its kind of fact: report.parquet, report-2.jsonl, source.csv"
        problems.append(Problem("no-tables", "there are no tables here", Mark(where), hint=hint))
    if problems:
        raise ProblemsError(problems)
    return tuple(sorted(found, key=lambda each: (each.kind, str(each.path))))


def _paths(where: str) -> Sequence[Path]:
    folder = Path(where)
    paths = folder.iterdir() if folder.is_dir() else [Path(each) for each in glob.glob(where)]  # noqa: PTH207 - it may begin at the root
    return sorted(
        path
        for path in paths
        if path.suffix.lower() in FORMATS and path.is_file() and not path.name.startswith((".", "_"))
    )


def _kind(stem: str, known: Vocabulary) -> str | None:
    """`report`, `report-17`, `report.part.3` are all of reports; of two kinds that fit the longer is meant."""
    fitting = [each for each in (*known, HEAD) if stem == each or stem.startswith((f"{each}-", f"{each}."))]
    return max(fitting, key=len, default=None)
