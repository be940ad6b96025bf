"""What the user names on the command line: a case by path, by the name of a shipped one, or - for standard input."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from whosays.facts.case import Case
from whosays.facts.kinds import Vocabulary
from whosays.facts.load import read_case, read_case_text
from whosays.marked import MAX_BYTES
from whosays.problems import Mark, Problem, ProblemsError, render_problems, suggest
from whosays.rules.compile import CompiledRulebook
from whosays.rules.load import read_compiled
from whosays.rules.syntax import Rulebook
from whosays.shipped import shipped_folder


def case_path(name: str) -> Path:
    """The file or folder of a case. Raises ProblemsError if there is none."""
    path, shipped = Path(name), shipped_folder("facts")
    if path.exists() or path.is_symlink():
        return path
    if path.name == name and (shipped / name).is_dir():
        return shipped / name
    known = [each.name for each in shipped.iterdir() if each.is_dir()] if shipped.is_dir() else []
    hint = suggest(path.name, known, "shipped cases")
    raise ProblemsError([Problem("no-case", "there is no such case", Mark(name), hint=hint)])


def open_case(name: str, kinds: Vocabulary) -> Case:
    """The case, read with these kinds of facts, after telling warnings. Raises ProblemsError with every error."""
    if name == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        case, problems = read_case_text("<stdin>", data, kinds)
    else:
        case, problems = read_case(case_path(name), kinds)
    _tell(problems)
    if case is None:
        raise ProblemsError(problems)
    return case


def open_rulebook(name: str, known: dict[Path, Rulebook] | None = None) -> CompiledRulebook:
    """The rulebook, after telling warnings; `known` are those that were read. Raises ProblemsError with every error."""
    rulebook, problems = read_compiled(name, known=known)
    _tell(problems)
    if rulebook is None:
        raise ProblemsError(problems)
    return rulebook


def _tell(problems: tuple[Problem, ...]) -> None:
    if problems and not any(problem.is_error for problem in problems):
        click.echo(render_problems(problems), err=True)
