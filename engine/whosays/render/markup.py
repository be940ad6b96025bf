"""HTML and SVG as values: an element is built by `tag`, and every plain text that goes into one is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from whosays.render.clean import clean

_VOID = frozenset({"meta", "br"})


@dataclass(frozen=True, slots=True)
class Markup:
    """Markup that is ready; made by `tag`, `join` and `raw` only."""

    text: str

    def __str__(self) -> str:
        return self.text


Content = Markup | str


def tag(name: str, /, *content: Content, **attributes: str | float | bool | None) -> Markup:
    """An element. An attribute of None or False is left out; `class_` is `class`, `aria_label` is `aria-label`."""
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value not in (None, False))
    if name in _VOID:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{join(content)}</{name}>")


def join(content: Iterable[Content], between: str = "") -> Markup:
    """Several pieces as one; what stands between them is escaped like any text."""
    return Markup(_escaped(between).join(_escaped(each) for each in content))


def raw(text: str) -> Markup:
    """Markup of our own that `tag` cannot write. Never for a text from a case or a rulebook."""
    return Markup(text)


def said(text: str) -> Markup:
    """A text from a case or a rulebook: it runs in its own direction, and turns nothing around it."""
    return tag("bdi", text)


def _attribute(key: str, value: str | float | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(clean(str(value)))}"'


def _escaped(content: Content) -> str:
    return content.text if isinstance(content, Markup) else escape(clean(content))
