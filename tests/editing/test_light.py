"""What helps with writing costs those nothing who judge."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden_files import ROOT

CASE = str(ROOT / "facts" / "jn-is-alliance-2014")


@pytest.mark.parametrize("arguments", [["check", "standard", CASE], ["assess", CASE], ["why", CASE, "pact"]], ids=str)
def test_nothing_of_it_is_imported(arguments: list[str], tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from whosays.cli import main\n"
        f"try:\n    main({arguments!r})\n"
        "except SystemExit as end:\n    code = end.code\n"
        "ours = [name for name in sys.modules if name.startswith('whosays.')]\n"
        "found = [name for name in ours if '.editing' in name or 'schema' in name]\n"
        "sys.exit(f'{found}' if found else code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr.decode()
