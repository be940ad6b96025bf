"""Results go to standard output or, whole or not at all, to a file."""

from __future__ import annotations

import os
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
    import tempfile  # most runs write no file, and it is slow to import

    target = Path(file)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text + "\n")
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
