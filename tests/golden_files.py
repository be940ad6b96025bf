"""Golden files: the text that is expected lies beside the input. UPDATE_GOLDEN=1 writes it anew."""

from __future__ import annotations

import os
from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent


def assert_golden(actual: str, file: Path) -> None:
    """Compare with the file, or write it if UPDATE_GOLDEN is set."""
    actual = actual.rstrip("\n") + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(actual, encoding="utf-8")
    assert actual == file.read_text(encoding="utf-8"), f"{file} differs; UPDATE_GOLDEN=1 writes it anew"
