"""Colour for a terminal, laid over the plain text: signs, words and figures say the same without it."""

from __future__ import annotations

from typing import ClassVar

from rich.console import Console
from rich.highlighter import RegexHighlighter
from rich.theme import Theme

_STYLES = {
    "for": "green",
    "against": "red",
    "rule": "cyan",
    "quote": "italic",
    "taken": "yellow",
    "high": "bold green",
    "low": "bold red",
    "open": "bold yellow",
}


class _Report(RegexHighlighter):
    base_style = "whosays."
    highlights: ClassVar[list[str]] = [
        r"(?m)^ +(?P<for>\+0\.\d\d)",
        r"(?m)^ +(?P<against>-0\.\d\d)",
        r"(?m)^ +(?P<taken>less \d+%)",
        r"(?P<rule>\[[a-z0-9-]+\])",
        r"(?P<quote>“[^”]*”)",
        r"(?P<high>\b(?:almost certain|(?<!un)(?:very )?likely)\b)",
        r"(?P<low>\b(?:almost no chance|(?:very )?unlikely)\b)",
        r"(?P<open>\b(?:insufficient|conflicted|roughly even chance)\b)",
    ]


def print_in_colour(text: str) -> None:
    """Print to the terminal; NO_COLOR and the terminal's own abilities are respected."""
    theme = Theme({f"whosays.{name}": style for name, style in _STYLES.items()})
    console = Console(highlighter=_Report(), theme=theme)
    console.print(text, markup=False, emoji=False, soft_wrap=True)
