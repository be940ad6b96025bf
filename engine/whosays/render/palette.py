"""The colours of reports, in a light and a dark scheme. A test holds every pair that meets to WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "page": "#fbfbf9",
        "card": "#ffffff",
        "ink": "#1b1e23",
        "quiet": "#565d67",
        "line": "#d9dbd6",
        "edge": "#7b828c",
        "link": "#0b57a4",
        "for": "#0f6a8b",
        "against": "#a8470f",
        "mark": "#fff3c4",
        "sunk": "#f0f1ed",
    }
)
DARK: Mapping[str, str] = MappingProxyType(
    {
        "page": "#14171b",
        "card": "#1b1f24",
        "ink": "#e7e9ec",
        "quiet": "#a4acb7",
        "line": "#343a42",
        "edge": "#7f8894",
        "link": "#86bdf5",
        "for": "#5cb8da",
        "against": "#ef9a63",
        "mark": "#453a12",
        "sunk": "#22272d",
    }
)

TEXT_ON: tuple[tuple[str, str], ...] = tuple(
    (text, ground) for text in ("ink", "quiet", "link", "for", "against") for ground in ("page", "card", "sunk", "mark")
)
"""Text colours and the grounds they stand on: 4.5 to 1 (WCAG 1.4.3)."""

GRAPHIC_ON: tuple[tuple[str, str], ...] = tuple(
    (shape, ground) for shape in ("for", "against", "edge") for ground in ("page", "card", "sunk")
)
"""Colours of bars, lines and borders that carry meaning, and their grounds: 3 to 1 (WCAG 1.4.11)."""


def variables(scheme: Mapping[str, str]) -> str:
    """The colours as custom properties of CSS."""
    return "".join(f"--{name}:{colour};" for name, colour in scheme.items())
