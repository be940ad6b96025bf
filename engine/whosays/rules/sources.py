"""The files that a rulebook is read from, those it extends included."""

from __future__ import annotations

from pathlib import Path

from whosays.marked import MarkedMap, read_yaml
from whosays.rules.load import find_rulebook
from whosays.rules.reader import Reader

Stamp = tuple[str, int, int]
"""A file, when it was last changed (ns), and its size in bytes."""


def rulebook_paths(name: str | Path) -> tuple[Path, ...]:
    """The files and folders of a rulebook and of all that it extends, as far as they can be found and read."""
    found: dict[Path, None] = {}
    waiting: list[tuple[str | Path, Path | None]] = [(name, None)]
    while waiting:
        wanted, beside = waiting.pop()
        near = beside / wanted if beside is not None else Path(wanted)
        path = near if near.exists() else find_rulebook(Reader(), wanted) or near
        if path not in found:
            found[path] = None
            waiting += [(each, path.parent) for file in files_of(path) for each in _extends(file)]
    return tuple(found)


def files_of(path: Path) -> tuple[Path, ...]:
    """The files of a rulebook that is a file or a folder."""
    if not path.is_dir():
        return (path,) if path.is_file() else ()
    found = (each for each in path.iterdir() if each.suffix in {".yaml", ".yml"} and not each.name.startswith("."))
    return tuple(sorted(each for each in found if each.is_file()))


def stamps(paths: tuple[Path, ...]) -> frozenset[Stamp]:
    """The state of these files, to be compared with an earlier one."""
    found = set()
    for path in paths:
        try:
            for file in files_of(path):
                status = file.stat()
                found.add((str(file), status.st_mtime_ns, status.st_size))
        except OSError:
            continue  # it went away while we looked: the next look tells
    return frozenset(found)


def _extends(file: Path) -> tuple[str, ...]:
    tree, _ = read_yaml(file)
    if not isinstance(tree, MarkedMap) or tree.get("rulebook") is None:
        return ()
    return Reader().texts(tree.get("extends"), '"extends"')
