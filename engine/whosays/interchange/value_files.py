"""From a table of values to a folder of cases: read, counted, and written whole or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whosays.interchange.value_cases import RULEBOOK, ValueCase, statistics, value_cases
from whosays.interchange.value_comparison import Comparison
from whosays.interchange.value_rows import ValueRow, value_rows
from whosays.interchange.value_store import ValueStore
from whosays.marked import MAX_BYTES
from whosays.problems import Mark, Problem, ProblemsError

_PROBLEMS_TOLD = 100
_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written."""

    rows: int
    sources: int
    claims: int
    cases: int


def import_values(
    file: str | Path,
    folder: str | Path,
    comparison: Comparison,
    *,
    as_of: str | None = None,
    objects_a_case: int = 100,
) -> Imported:
    """Write the rows of a .csv or .tsv file as cases into a new folder, a folder each.

    Raises ProblemsError with everything that is wrong with the rows, up to a hundred problems; then nothing is written.
    """
    target = Path(folder)
    if target.exists():
        hint = "name a folder that is not there yet"
        raise ProblemsError([Problem("already-there", "this is there already", Mark(str(folder)), hint=hint)])
    if not target.parent.is_dir():
        raise ProblemsError([Problem("no-such-file", "there is no such folder", Mark(str(target.parent)))])
    with ValueStore() as store:
        _read_into(store, file)
        found = statistics(store, comparison)
        name = _case_name(target.name)
        cases = value_cases(store, comparison, found, name=name, as_of=as_of, objects_a_case=objects_a_case)
        claims, count = _write(cases, target)
        return Imported(len(store), len(store.sources()), claims, count)


def _read_into(store: ValueStore, file: str | Path) -> None:
    problems: list[Problem] = []

    def good() -> Iterator[ValueRow]:
        for row in value_rows(file):
            if isinstance(row, ValueRow):
                yield row
                continue
            problems.append(row)
            if len(problems) == _PROBLEMS_TOLD:
                message = f"reading ends after {_PROBLEMS_TOLD} problems; there may be more"
                problems.append(Problem("more-problems", message, row.mark))
                return

    store.add(good())
    if not problems and not len(store):
        problems.append(Problem("no-rows", "this table has no rows", Mark(str(file))))
    if problems:
        raise ProblemsError(problems)


def _case_name(folder: str) -> str:
    """The name of a folder as far as it can be the beginning of an id."""
    name = "".join(character if character.isascii() and character.isalnum() else "-" for character in folder)
    return name.strip("-")[:100] or "values"


def _write(cases: Iterable[ValueCase], target: Path) -> tuple[int, int]:
    """Cases into a folder beside the target, which then takes its place."""
    claims = count = 0
    beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        for case in cases:
            place = beside / case.data["case"]
            place.mkdir()
            (place / "case.yaml").write_text(_fitting_text(case, target), encoding="utf-8")
            claims, count = claims + len(case.claims), count + 1
        beside.chmod(0o755)
        beside.rename(target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return claims, count


def _fitting_text(case: ValueCase, target: Path) -> str:
    """A case as YAML. Raises ProblemsError where it would be larger than what can be read."""
    text = case_text(case.data)
    if len(text.encode()) > MAX_BYTES:
        message = f"a case would have more than {MAX_BYTES // 1_000_000} MB"
        hint = "let a case have fewer objects (--objects)"
        raise ProblemsError([Problem("file-too-large", message, Mark(str(target)), hint=hint)])
    return text


def case_text(data: Mapping[str, Any]) -> str:
    """A case as YAML, a fact a line. Texts stand in quotation marks, so that no word is taken for something else."""
    lines = [f"# judge it with: whosays assess <this folder> -r {RULEBOOK}"]
    lines += [f"{key}: {_yaml(value)}" for key, value in data.items() if key != "facts"]
    lines.append("facts:")
    for fact in data["facts"]:
        ((kind, fields),) = fact.items()
        lines.append(f"  - {kind}: {{{', '.join(f'{key}: {_yaml(value)}' for key, value in fields.items())}}}")
    return "\n".join(lines) + "\n"


def _yaml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
