"""What an unquoted word means: the core schema of YAML 1.2. No dates, no NO, no on and off, and 010 is ten."""

from __future__ import annotations

import re

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_START = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_OTHER_BASE = re.compile(r"0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def resolve(text: str) -> str | int | float | bool | None:
    """The value of a plain scalar; a number of more than 300 digits stays a text."""
    if text in _WORDS:
        return _WORDS[text]
    value: str | int | float = text
    if text[0] not in _NUMBER_START:
        pass
    elif _INTEGER.fullmatch(text):
        value = int(text)
    elif _OTHER_BASE.fullmatch(text):
        value = int(text, 0)
    elif len(text) <= 300 and _FLOAT.fullmatch(text):
        value = float(text)
    elif _SPECIAL.fullmatch(text):
        value = float(text.replace(".", "", 1))
    return value
