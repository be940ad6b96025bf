"""The texts that are open in an editor over the files on disk, and the last tree that could be read of each file."""

from __future__ import annotations

import os
from pathlib import Path

from whosays.marked import Node, Texts, read_yaml
from whosays.marked.files import read_bytes
from whosays.problems import Problem


def place_of(path: str | Path) -> Path:
    """The path under which a file is known here: absolute, with links left as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolving would give a linked file another name


class Documents:
    """What an editor has open. `texts` is a new value after each change, so that a check can go on with an old one."""

    def __init__(self) -> None:
        self.texts = Texts()
        self._open: dict[Path, str] = {}
        self._on_disk: dict[Path, tuple[tuple[int, int], str | None]] = {}
        self._read: dict[Path, tuple[bytes, Node | None]] = {}

    @property
    def open_files(self) -> tuple[Path, ...]:
        """The files that are open."""
        return tuple(self._open)

    def put(self, path: Path, text: str) -> None:
        """A file was opened or changed."""
        self._open[path] = text
        self._renew()

    def drop(self, path: Path) -> None:
        """A file was closed: what is on the disk counts again."""
        self._open.pop(path, None)
        self._read.pop(path, None)
        self._renew()

    def text(self, path: Path) -> str | None:
        """The text of an open file, or of one on the disk; None if there is none."""
        if path in self._open:
            return self._open[path]
        try:
            status = path.stat()
        except (OSError, ValueError):
            return None
        state = (status.st_mtime_ns, status.st_size)
        before, text = self._on_disk.get(path, (None, None))
        if before != state:
            data = read_bytes(path)
            text = None if isinstance(data, Problem) else data.decode("utf-8", "replace")
            self._on_disk[path] = (state, text)
        return text

    def tree(self, path: Path) -> Node | None:
        """The tree of a file as it is now; if it is no YAML at the moment, the last one that could be read."""
        data = read_bytes(path, self.texts)
        if isinstance(data, Problem):
            return None
        before, last = self._read.get(path, (None, None))
        if data == before:
            return last
        tree, problems = read_yaml((str(path), data))
        if tree is None:
            tree = last if last is not None else _beginning(path, data, problems)
        self._read[path] = (data, tree)
        return tree

    def _renew(self) -> None:
        # A lone half of a surrogate pair is no UTF-8: passed on, it is reported like any other such byte.
        self.texts = Texts({str(path): text.encode("utf-8", "surrogatepass") for path, text in self._open.items()})


_MOST_CUTS = 8


def _beginning(path: Path, data: bytes, problems: tuple[Problem, ...]) -> Node | None:
    """The tree of the lines before the one that is no YAML, for a file that was broken when it was opened."""
    lines = data.splitlines(keepends=True)
    for _ in range(_MOST_CUTS):
        fault = max((problem.mark.line for problem in problems), default=0)
        lines = lines[: max(0, min(fault, len(lines)) - 1)]
        if not lines:
            return None
        tree, problems = read_yaml((str(path), b"".join(lines)))
        if tree is not None:
            return tree
    return None
