"""The wheel: it carries the shipped rulebooks and cases, and works where there is no checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.golden_files import ROOT


def test_a_wheel_works_away_from_the_checkout(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    shipped = unpacked / "whosays" / "_shipped"
    for folder in ("rules", "facts"):
        here = {file.relative_to(ROOT / folder) for file in (ROOT / folder).rglob("*.yaml")}
        assert {file.relative_to(shipped / folder) for file in (shipped / folder).rglob("*.yaml")} == here
    script = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r}); import whosays; assert '_shipped' not in whosays.__file__;"
    )
    script += f"assert whosays.__file__.startswith({str(unpacked)!r}); from whosays.cli import main; main(sys.argv[1:])"
    arguments = ["assess", "jn-is-alliance-2014"]
    ran = subprocess.run([sys.executable, "-c", script, *arguments], cwd=tmp_path, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    assert b"pact" in ran.stdout
