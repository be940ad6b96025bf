"""Results go to standard output or, whole or not at all, to a file."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import click


def write_result(text: str, file: str | None, *, colour: bool = True) -> None:
    """Print the text, or put it in place of the file in one step, so that nobody ever finds half of it."""
    if file is None or file == "-":
        if colour and sys.stdout.isatty() and not text.startswith("{"):
            from whosays.render.terminal import print_in_colour  # rich is slow to import

            print_in_colour(text)
        else:
            click.echo(text)
        return
    put_in_place(text + "\n", Path(file), new_mode())


def put_in_place(text: str, target: Path, mode: int | None = None) -> None:
    """Write a file in one step; what was there before goes only when all of it is written.

    Without a mode it keeps that of the file that was there, and a link stays a link.
    """
    if mode is None:
        target = target.resolve()
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else new_mode()
    import tempfile  # most runs write no file, and it is slow to import

    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def new_mode() -> int:
    """The mode of a new file."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
