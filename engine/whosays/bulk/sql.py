"""Names and texts as SQL writes them."""

from __future__ import annotations

from collections.abc import Iterable


def name(word: str) -> str:
    """An identifier, quoted."""
    return '"' + word.replace('"', '""') + '"'


def text(value: object) -> str:
    """A text, quoted."""
    return "'" + str(value).replace("'", "''") + "'"


def texts(values: Iterable[object]) -> str:
    """A list of texts in parentheses, for IN; never empty."""
    return f"({', '.join([text(each) for each in values] or ['NULL'])})"
