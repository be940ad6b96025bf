"""What a bulk result says of itself: from what it came, and the hash of each of its tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whosays.bulk.input_files import TableFile
from whosays.problems import Mark, Problem, ProblemsError
from whosays.version import VERSION

FILE = "manifest.json"
SCHEMA = "whosays/bulk/1"


def identity(files: Sequence[TableFile], rulebook: str, digest: str, as_of: str | None) -> dict[str, Any]:
    """What a result depends on, and nothing else: the same identity, the same result."""
    return {
        "schema": SCHEMA,
        "engine": VERSION,
        "rulebook": {"name": rulebook, "sha256": digest},
        "as_of": as_of,
        "input": [{"file": each.name, "sha256": hash_of(each.path)} for each in files],
    }


def hash_of(path: Path) -> str:
    """SHA-256 of a file. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a result; None where the folder is none, or was not written to its end."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("schema") == SCHEMA else None


def check_whole(folder: Path, found: dict[str, Any]) -> None:
    """Raise ProblemsError where a table of a result is gone, or is not as it was written."""
    problems = []
    for name, wanted in found["tables"].items():
        path = folder / name
        if not path.is_file() or hash_of(path) != wanted["sha256"]:
            message = f"{name} is not as it was written"
            problems.append(Problem("damaged-result", message, Mark(str(folder)), hint="run whosays bulk again"))
    if problems:
        raise ProblemsError(problems)
