"""Texts of others, made safe to stand in a document: nothing in them can end, hide or reorder what is around them."""

from __future__ import annotations

import re

# Control characters, halves of characters and non-characters, which HTML and XML refuse; and the marks that reorder
# what follows (Trojan Source, CVE-2021-42574). The marks that Arabic, Hebrew, Persian and Hindi need are kept.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_PLANE_ENDS = re.compile(
    "[" + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)) + "]"
)
_BREAKS = re.compile("[\t\n\r\u2028\u2029]+")


def clean(text: str) -> str:
    """The text on one line, with U+FFFD for every character that must not stand in a document."""
    return _PLANE_ENDS.sub("\ufffd", _UNSAFE.sub("\ufffd", _BREAKS.sub(" ", text)))
