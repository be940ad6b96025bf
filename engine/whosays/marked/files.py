"""From a path to text: only regular files of bearable size, only UTF-8, no control characters."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from whosays.marked.nodes import SourceText
from whosays.problems import Mark, Problem

MAX_BYTES = 5_000_000
_MB = 1_000_000

# What YAML does not take for text. Naming the few refused ones compiles ten times faster than naming all others.
_NOT_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f]|\\ufffe|\\uffff")
_OTHER_ENCODINGS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


@dataclass(frozen=True, slots=True)
class Texts:
    """Where files are read from: the disk, and over it what an editor has not saved yet, by absolute path."""

    unsaved: Mapping[str, bytes] = field(default_factory=dict)

    def get(self, path: str | Path) -> bytes | None:
        """The unsaved content of a file; None: what is on the disk counts."""
        return self.unsaved.get(os.path.abspath(path)) if self.unsaved else None  # noqa: PTH100 - links stay as they are

    def exists(self, path: Path) -> bool:
        """Whether there is such a file or folder, if only in the editor."""
        return self.get(path) is not None or os.path.exists(path)  # noqa: PTH110 - a name that is too long is no error

    def names(self, folder: Path) -> frozenset[str]:
        """The names of the unsaved files right in a folder; some of them may not be on the disk at all."""
        here = os.path.abspath(folder) if self.unsaved else ""  # noqa: PTH100
        return frozenset(path.name for path in map(Path, self.unsaved) if str(path.parent) == here)


DISK = Texts()


def read_bytes(path: str | Path, texts: Texts = DISK) -> bytes | Problem:
    """The content of a file, or why it cannot be had. Never waits on a pipe or a device."""
    mark = Mark(str(path))
    unsaved = texts.get(path)
    if unsaved is not None:
        return unsaved
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "a pipe, a device or a socket"
            return Problem("not-a-file", f"this is {what}; a file is needed here", mark)
        if status.st_size > MAX_BYTES:
            return too_large(mark, status.st_size)
        with Path(path).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        return unreadable(mark, error)


def unreadable(mark: Mark, error: OSError | ValueError) -> Problem:
    """Why the system would not open a file or a folder."""
    if isinstance(error, FileNotFoundError):
        return Problem("no-such-file", "there is no such file or folder", mark)
    if isinstance(error, PermissionError):
        return Problem("not-readable", "no permission to read this", mark)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem("not-readable", f"this cannot be read: {reason}", mark)


def decode(name: str, data: bytes) -> SourceText | Problem:
    """The text of a file, or the place of the first byte or character that does not belong into one."""
    if len(data) > MAX_BYTES:
        return too_large(Mark(name), len(data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(name, data, error)
    source = SourceText(name, text.removeprefix("\ufeff"))
    if found := _NOT_TEXT.search(source.text):
        before = source.text[: found.start()]
        line = len(SourceText("", before).lines)
        column = len(SourceText("", before).lines[-1]) + 1
        return source.problem(
            "control-character",
            f"there is a control character here (U+{ord(found.group()):04X})",
            mark=source.mark(line, column),
            hint="delete it; is this a text file at all?" if found.group() == "\0" else "delete it",
        )
    return source


def too_large(mark: Mark, size: int) -> Problem:
    """The problem of a file over the limit."""
    return Problem(
        "file-too-large",
        f"this file has {size / _MB:.1f} MB; {MAX_BYTES // _MB} MB is the most that is read",
        mark,
        hint="divide it into several files",
    )


def _not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    before = data[: error.start].decode("utf-8")
    lines = SourceText("", before).lines
    mark = SourceText(name, before).mark(len(lines), len(lines[-1]) + 1)
    encoding = next((name for start, name in _OTHER_ENCODINGS if data.startswith(start)), "")
    what = f"this file is {encoding}, not UTF-8" if encoding else f"byte 0x{data[error.start]:02x} here is not UTF-8"
    return Problem("not-utf-8", what, mark, hint="save the file as UTF-8")
