"""The formats of a report by name. Each is imported when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:  # a command that is only asked for help need not import it
    from whosays.explain.report import Report

_DOCUMENTS = {"markdown": ("markdown", "render_markdown"), "html": ("page", "render_html")}
_PICTURES = {"svg": ("svg", "render_svg"), "mermaid": ("mermaid", "render_mermaid"), "dot": ("dot", "render_dot")}

REPORT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"text": ("text", "render_text"), "json": ("json", "render_json"), **_DOCUMENTS, **_PICTURES}
)
"""Of all verdicts; a claim that is named is the one shown in full, or drawn."""

WHY: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"text": ("why_text", "render_why"), "json": ("json", "render_why_json"), **_DOCUMENTS, **_PICTURES}
)
"""Of one verdict."""


def render(report: Report, named: tuple[str, str], claim: str | None) -> str:
    """The report in a format, which is a module and a function of it."""
    module, function = named
    return cast("str", getattr(importlib.import_module(f"whosays.render.{module}"), function)(report, claim))
