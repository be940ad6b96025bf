"""`whosays fmt PATH...`: rulebooks and cases in one style, comments and all."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from whosays.cli.output import put_in_place
from whosays.problems import Problem, render_problems

if TYPE_CHECKING:
    from whosays.editing.format import Formatted

WOULD_CHANGE, COULD_NOT_RUN = 1, 2

_STDIN = "<stdin>"


@click.command("fmt")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def command(paths: tuple[str, ...], check: bool, diff: bool) -> int:
    """Format rulebooks and cases: order of keys, indentation, quotes. Values and comments stay.

    Each PATH is a file, a folder (all YAML files in it, but no hidden ones and no links), or - for standard input.
    A file that cannot be read is told and left as it is.
    """
    from whosays.editing.format import Formatted

    problems: list[Problem] = []
    changed = 0
    for file in (file for path in paths for file in _files(path)):
        found = _format(file)
        if not isinstance(found, Formatted):
            problems += found
            continue
        if diff:
            click.echo(_diff(found, file or _STDIN), nl=False)
        elif file is None and not check:
            click.echo(found.after, nl=False)
        if found.changes:
            changed += 1
            if file is not None and not (check or diff):
                put_in_place(found.after, file)
            if file is not None or check or diff:
                click.echo(f"{'would change' if check or diff else 'formatted'}: {file or _STDIN}", err=True)
    if problems:
        click.echo(render_problems(problems), err=True)
        return COULD_NOT_RUN
    return WOULD_CHANGE if check and changed else 0


def _format(file: Path | None) -> Formatted | tuple[Problem, ...]:
    """A file, or standard input."""
    from whosays.editing.format import format_bytes, format_file
    from whosays.marked import MAX_BYTES

    if file is not None:
        return format_file(file)
    return format_bytes(_STDIN, sys.stdin.buffer.read(MAX_BYTES + 1))


def _files(name: str) -> Iterator[Path | None]:
    """The files of a path; None is standard input."""
    path = Path(name)
    if name == "-":
        yield None
        return
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path).parts
        is_hidden = any(part.startswith(".") for part in inside)
        if file.suffix in {".yaml", ".yml"} and not is_hidden and not file.is_symlink() and file.is_file():
            yield file


def _diff(found: Formatted, file: Path | str) -> str:
    before, after = (text.splitlines(keepends=True) for text in (found.before, found.after))
    lines = difflib.unified_diff(before, after, str(file), str(file))
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
