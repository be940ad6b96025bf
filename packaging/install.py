"""Installs this checkout, without durable_rules where that cannot be built: DuckDB matches the rules then.

`python packaging/install.py [--editable] [EXTRA...]` installs into the environment of the Python that runs it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOTE = "note: durable_rules could not be built here (it takes a C compiler); DuckDB matches the rules instead"

Pip = Callable[[Sequence[str]], tuple[int, str]]
"""Runs pip with these arguments; gives its exit code and what it said."""


def install(pip: Pip, extras: Sequence[str] = (), *, editable: bool = False) -> int:
    """Install the checkout with these extras; gives the exit code. Any other failure is pip's, in its own words."""
    here = ["--editable", str(ROOT)] if editable else [str(ROOT)]
    with_extras = [*here[:-1], f"{ROOT}[{','.join(extras)}]"] if extras else here
    code, said = pip(with_extras)
    without = code != 0 and re.search(r"Failed building wheel for durable[-_]rules$", said, re.MULTILINE)
    if without:
        code, said = pip(requirements(extras, without="durable_rules"))
        if code == 0:
            code, said = pip(["--no-deps", *here])
    if code != 0:
        sys.stderr.write(said)
    elif without:
        sys.stderr.write(f"{NOTE}\n")
    return code


def requirements(extras: Sequence[str] = (), *, without: str = "") -> list[str]:
    """What pyproject.toml asks for, all but the named one. Markers are left for pip to judge."""
    import tomllib  # noqa: PLC0415  # not at the top: a Python that is too old for it must get as far as pip, which says so

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in extras)]
    return [each for group in groups for each in group if _name(each) != without]


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found, requirement
    return found[0]


def _pip(arguments: Sequence[str]) -> tuple[int, str]:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout


if __name__ == "__main__":
    options = sys.argv[1:]
    sys.exit(install(_pip, [each for each in options if each != "--editable"], editable="--editable" in options))
