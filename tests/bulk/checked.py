"""Rows checked as tables of a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from whosays.bulk.check import Checked, check
from whosays.bulk.input_files import find_tables
from whosays.facts.kinds import kinds


def checked(rows: dict[str, list[dict[str, Any]]], folder: Path) -> tuple[duckdb.DuckDBPyConnection, Checked]:
    """Rows by kind as .jsonl, checked."""
    for old in folder.iterdir():
        old.unlink()
    for kind, each in rows.items():
        lines = "".join(json.dumps(row) + "\n" for row in each)
        (folder / f"{kind}.jsonl").write_text(lines, encoding="utf-8")
    connection = duckdb.connect()
    return connection, check(connection, find_tables(str(folder), kinds()), kinds())
