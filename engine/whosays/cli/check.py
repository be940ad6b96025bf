"""`whosays check PATH...`: are these cases and rulebooks right?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whosays.cli.output import write_result
from whosays.cli.wholes import wholes
from whosays.marked import read_bytes
from whosays.problems import Problem, ProblemsError, render_problems

if TYPE_CHECKING:
    from whosays.facts.kinds import Vocabulary

# A key at the beginning of a line: looking for it costs nothing, and it is there in a file that is no YAML, too.
_HEAD = re.compile(rb"^(?:\xef\xbb\xbf)?\{?[\"']?rulebook[\"']?[ \t]*:", re.MULTILINE)
_KEY = re.compile(rb"^(?:\xef\xbb\xbf)?\{?[\"']?(?:rulebook|rules?)[\"']?[ \t]*:", re.MULTILINE)


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-r", "--rules", help="The rulebook whose kinds of facts the cases have; by default, the case format's.")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "sarif", "junit", "github"]),
    default="text",
    show_default=True,
)
@click.option("-o", "--output", help="Write to this file instead of the terminal.")
def command(paths: tuple[str, ...], rules: str | None, strict: bool, format_: str, output: str | None) -> int:
    """Check cases and rulebooks; nothing is judged.

    Each PATH is the folder or file of one, or the name of a shipped one; a further file of a folder stands for the
    folder.
    """
    kinds = None
    if rules is not None:
        from whosays.rules.load import load_rulebook

        kinds = load_rulebook(rules).kinds
    problems_of: dict[str, tuple[Problem, ...]] = {}
    checked: list[str] = []
    for name in wholes(paths):
        line, problems_of[name] = check(name, kinds)
        checked += [line] if line else []
    _tell(problems_of, checked, format_, output)
    problems = [problem for found in problems_of.values() for problem in found]
    if any(problem.is_error for problem in problems):
        return 2
    return 1 if strict and problems else 0


def check(name: str, kinds: Vocabulary | None = None) -> tuple[str, tuple[Problem, ...]]:
    """What a case or rulebook is, in a line, and its problems; the line is empty where there are errors.

    `kinds` are those that a case is read with; left out: those of the case format.
    """
    if is_rulebook(name):
        from whosays.rules.load import read_compiled

        rulebook, found = read_compiled(name)
        return (f"{name}: rulebook {rulebook.rulebook.id}, {len(rulebook.judging)} rules" if rulebook else ""), found
    from whosays.cli.inputs import case_path  # a rulebook is checked without it
    from whosays.facts.load import read_case

    try:
        case, found = read_case(case_path(name), kinds)
    except ProblemsError as error:  # there is none; the other paths are checked all the same
        return "", error.problems
    return (f"{name}: case {case.id}, {len(case)} facts" if case is not None else ""), found


def _tell(
    problems_of: Mapping[str, tuple[Problem, ...]], checked: Sequence[str], format_: str, file: str | None
) -> None:
    """Problems as text go to standard error, what was checked to standard output; other formats hold all there is."""
    problems = [problem for found in problems_of.values() for problem in found]
    if format_ == "text" and problems:
        click.echo(render_problems(problems), err=True)
    if format_ == "text" and not checked:
        return
    write_result(_rendered(problems_of, problems, checked, format_), file, colour=False)


def _rendered(
    problems_of: Mapping[str, tuple[Problem, ...]], problems: Sequence[Problem], checked: Sequence[str], format_: str
) -> str:
    match format_:
        case "json":
            from whosays.render.problems_json import render_problems_json

            return render_problems_json(problems)
        case "sarif":
            from whosays.render.sarif import render_sarif

            return render_sarif(problems)
        case "junit":
            from whosays.render.junit import render_problems_junit

            return render_problems_junit(problems_of)
        case "github":
            from whosays.render.github import render_github

            return render_github(problems)
        case _:
            return "\n".join(checked)


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
