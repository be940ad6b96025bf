"""`whosays init NAME`: a folder with a small case, a rulebook of one rule, and what to do next."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from whosays.problems import Mark, Problem, ProblemsError


@click.command("init")
@click.argument("name")
def command(name: str) -> int:
    """Make the folder NAME with a small case, house rules and a README. What is there already is never overwritten."""
    from whosays.editing.scaffold import first_files

    folder = Path(name)
    id_ = folder.name
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", id_):
        hint = "small letters, digits and -: it is the id of the case, too"
        raise ProblemsError([Problem("bad-id", f'"{id_}" is no name for a case', Mark(name), hint=hint)])
    if folder.exists() or folder.is_symlink():
        hint = "choose another name; nothing is overwritten"
        raise ProblemsError([Problem("exists", "there is something of this name already", Mark(name), hint=hint)])
    if not folder.parent.is_dir():
        raise ProblemsError([Problem("no-such-file", "there is no such folder", Mark(str(folder.parent)))])
    _make(folder, first_files(id_))
    click.echo(f"{name}: made; {name}/README.md says what is next", err=True)
    return 0


def _make(folder: Path, files: Mapping[str, str]) -> None:
    """All of the files or none: they are written beside, then the folder gets its name."""
    temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        for name, text in files.items():
            (temporary / name).parent.mkdir(exist_ok=True)
            (temporary / name).write_text(text, encoding="utf-8", newline="\n")
        temporary.chmod(0o755)
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
