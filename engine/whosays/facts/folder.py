"""From the path of a case to the trees of its files: which files belong to it, and how many may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from whosays.marked import DISK, Node, Texts, read_yaml, unreadable
from whosays.problems import Mark, Problem

MAX_FILES = 1_000
MAX_TOTAL_BYTES = 50_000_000

_HEADS = ("case.yaml", "case.yml")
_NEVER_READ = ("outcome.yaml", "outcome.yml")  # what became of it later: for calibration, never for judging


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """The trees of a case. `head` is None where it could not be read; `is_complete` if nothing failed to be read."""

    head: Node | None
    others: tuple[Node, ...]
    problems: tuple[Problem, ...]
    is_complete: bool


def read_files(path: str | Path, texts: Texts = DISK) -> CaseFiles:
    """All files of the case at a path, which is a folder or a single file."""
    try:
        is_folder = Path(path).is_dir()
        names = read_names(Path(path), texts) if is_folder else ()
    except (OSError, ValueError) as error:
        return _nothing(unreadable(Mark(str(path)), error))
    if is_folder:
        return _folder(Path(path), names, texts)
    head, problems = read_yaml(path, texts)
    return CaseFiles(head, (), (*problems, *_siblings(Path(path))), is_complete=head is not None)


def read_names(folder: Path, texts: Texts = DISK) -> tuple[str, ...]:
    """The YAML files right in a folder, sorted; a few more than the limit at most."""
    names: list[str] = []
    unsaved = texts.names(folder)
    for name in chain(unsaved, (item.name for item in folder.iterdir() if item.name not in unsaved)):
        if name.endswith((".yaml", ".yml")) and not name.startswith(".") and name.casefold() not in _NEVER_READ:
            names.append(name)
            if len(names) > MAX_FILES:
                break
    return tuple(sorted(names))


def _folder(folder: Path, names: tuple[str, ...], texts: Texts) -> CaseFiles:
    heads = [name for name in _HEADS if name in names]
    mark = Mark(str(folder))
    if not heads:
        message = "there is no case.yaml in this folder"
        return _nothing(Problem("no-case-file", message, mark, hint="write one with `case: <id>` and `title: <text>`"))
    if len(names) > MAX_FILES:
        message = f"there are more than {MAX_FILES:,} YAML files in this folder"
        return _nothing(Problem("too-many-files", message, mark, hint="put the facts into fewer files"))
    problems: list[Problem] = []
    if len(heads) > 1:
        problems.append(Problem("no-case-file", "there are both case.yaml and case.yml here", mark, hint="keep one"))
    trees: dict[str, Node | None] = {}
    total = 0
    for name in [heads[0], *(name for name in names if name not in _HEADS)]:
        file = folder / name
        if outside := _outside(folder, file):
            problems.append(outside)
            trees[name] = None
            continue
        total += _size(file)
        if total > MAX_TOTAL_BYTES:
            message = f"this case has more than {MAX_TOTAL_BYTES // 1_000_000} MB"
            return _nothing(*problems, Problem("case-too-large", message, mark, hint="divide it into several cases"))
        trees[name], found = read_yaml(file, texts)
        problems += found
    others = tuple(tree for name, tree in trees.items() if name != heads[0] and tree is not None)
    return CaseFiles(trees[heads[0]], others, tuple(problems), is_complete=None not in trees.values())


def _outside(folder: Path, file: Path) -> Problem | None:
    """Why a link is not followed."""
    try:
        if not file.is_symlink():
            return None
        target = file.resolve()
        inside = target.is_relative_to(folder.resolve()) and target.name.casefold() not in _NEVER_READ
    except (OSError, RuntimeError, ValueError) as error:
        return unreadable(Mark(str(file)), error if isinstance(error, OSError | ValueError) else ValueError(str(error)))
    message = "this is a link to a file that is no part of the case"
    return None if inside else Problem("outside-case", message, Mark(str(file)), hint="copy the file into the folder")


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except (OSError, ValueError):
        return 0  # reading it will say why


def _siblings(file: Path) -> Iterator[Problem]:
    """A warning where the head of a case folder is given as if it were all."""
    try:
        if file.name in _HEADS and len(read_names(file.parent)) > 1:
            message = "only this file is read, not the other files of its folder"
            hint = f"give the folder to read all of them: {file.parent}"
            yield Problem("head-alone", message, Mark(str(file)), hint=hint, severity="warning")
    except (OSError, ValueError):
        return


def _nothing(*problems: Problem) -> CaseFiles:
    return CaseFiles(None, (), problems, is_complete=False)
