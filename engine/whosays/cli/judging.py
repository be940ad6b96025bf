"""What the commands that judge a case share: the rulebook, the format and the file of the output."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])


def judging_options(command: _Command) -> _Command:
    """Add -r, --format and -o."""
    rules = click.option(
        "-r",
        "--rules",
        default="standard",
        show_default=True,
        help="A rulebook: its path, or the name of a shipped one.",
    )
    format_ = click.option(
        "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True
    )
    output = click.option("-o", "--output", help="Write to this file instead of the terminal.")
    return rules(format_(output(command)))
