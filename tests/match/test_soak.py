"""Thousands of cases in one process take no more memory; `make soak` does the same for a hundred thousand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden_files import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc to see how much memory is held"),
]


@pytest.mark.parametrize(
    ("cases", "options"),
    [(3_000, ["--matcher", "durable"]), (3_000, ["--matcher", "durable", "--isolate"]), (600, ["--matcher", "duckdb"])],
    ids=lambda each: " ".join(each) if isinstance(each, list) else str(each),
)
def test_memory_stays_flat(cases: int, options: list[str]) -> None:
    """Growth is between the medians of ten samples, the first of them taken when caches are full."""
    if "durable" in options:
        pytest.importorskip("durable_rules_engine", reason="durable_rules is not installed")
    command = [sys.executable, ROOT / "benchmarks" / "soak.py", "--cases", str(cases), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert b"of 5 MB allowed" in done.stdout
