"""`whosays check PATH...`: are these cases and rulebooks right?"""

from __future__ import annotations

import re
from pathlib import Path

import click

from whosays.marked import read_bytes
from whosays.problems import Problem, render_problems

# A key at the beginning of a line: looking for it costs nothing, and it is there in a file that is no YAML, too.
_HEAD = re.compile(rb"^(?:\xef\xbb\xbf)?\{?[\"']?rulebook[\"']?[ \t]*:", re.MULTILINE)
_KEY = re.compile(rb"^(?:\xef\xbb\xbf)?\{?[\"']?(?:rulebook|rules?)[\"']?[ \t]*:", re.MULTILINE)


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings.")
def command(paths: tuple[str, ...], strict: bool) -> int:
    """Check cases and rulebooks; nothing is judged.

    Each PATH is the folder or file of one, or the name of a shipped one.
    """
    problems: list[Problem] = []
    checked: list[str] = []
    for name in paths:
        line, found = check(name)
        checked += [line] if line else []
        problems += found
    if problems:
        click.echo(render_problems(problems), err=True)
    for line in checked:
        click.echo(line)
    if any(problem.is_error for problem in problems):
        return 2
    return 1 if strict and problems else 0


def check(name: str) -> tuple[str, tuple[Problem, ...]]:
    """What a case or rulebook is, in a line, and its problems; the line is empty where there are errors."""
    if is_rulebook(name):
        from whosays.rules.load import read_compiled

        rulebook, found = read_compiled(name)
        return (
            f"{name}: rulebook {rulebook.rulebook.id}, {len(rulebook.judging)} rules" if rulebook is not None else ""
        ), found
    from whosays.cli.inputs import case_path
    from whosays.facts.load import read_case

    case, found = read_case(case_path(name))
    return (f"{name}: case {case.id}, {len(case)} facts" if case is not None else ""), found


def is_rulebook(name: str) -> bool:
    """Whether a path holds a rulebook rather than a case."""
    from whosays.shipped import shipped_folder

    path = Path(name)
    if not path.exists():
        shipped = shipped_folder("rules")
        return path.name == name and ((shipped / name).is_dir() or (shipped / f"{name}.yaml").is_file())
    if path.is_dir():
        return (path / "rulebook.yaml").exists() or (not (path / "case.yaml").exists() and _has_rulebook_key(path))
    return _KEY.search(_beginning(path)) is not None


def _has_rulebook_key(folder: Path) -> bool:
    return any(_HEAD.search(_beginning(file)) for file in sorted(folder.glob("*.y*ml")))


def _beginning(path: Path) -> bytes:
    """Enough of a file to see what it is; what is wrong with it is found when it is read."""
    data = read_bytes(path)
    return data if isinstance(data, bytes) else b""
