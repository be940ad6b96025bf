"""Lines of plain text that fit a width."""

from __future__ import annotations

import textwrap

WIDTH = 100


def fit(text: str, width: int = WIDTH) -> str:
    """One line, cut with an ellipsis where it is too long."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def wrapped(text: str, first: str = "", rest: str = "", width: int = WIDTH) -> list[str]:
    """A paragraph as lines; `first` and `rest` are what its lines begin with."""
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [
        first.rstrip()
    ]


def plural(number: int, word: str) -> str:
    """A number and its noun."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
