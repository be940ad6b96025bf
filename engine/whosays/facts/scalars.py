"""The single values of a fact, read by the type of their field: what is accepted, and what to do about the rest."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from whosays.facts.kinds import Field
from whosays.facts.times import read_moment, read_period
from whosays.facts.timetext import UnreadableTimeError
from whosays.marked import MarkedList, MarkedScalar, Node
from whosays.problems import did_you_mean, short, unseen

_ID_HINT = "an id begins with a letter, a digit or _ and goes on with these, points and hyphens, without spaces"


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why a value does not fit its field."""

    code: str
    message: str
    hint: str = ""
    node: Node | None = None
    """The part to point at, where it is not the whole value."""


def read_scalar(field: Field, node: Node) -> Any:
    """The value as the vocabulary has it, or a Rejected. Texts and ids are taken as written: `id: 007` stays 007."""
    if field.type == "point":
        return _point(field, node)
    if not isinstance(node, MarkedScalar):
        what = "a list" if isinstance(node, MarkedList) else "a mapping"
        hint = "a text that begins with { or [ needs quotes" if field.type == "text" else "only one can stand here"
        return Rejected("wrong-type", f'"{field.name}" takes {_WHAT[field.type]}, not {what}', hint)
    if node.value is None:
        return Rejected("empty-field", f'"{field.name}" has an empty item', "delete it")
    return _READERS[field.type](field, node)


def text_of(node: MarkedScalar) -> str:
    """What was written, in Unicode normal form C."""
    return node.text if node.text.isascii() else unicodedata.normalize("NFC", node.text)


def _text(field: Field, node: MarkedScalar) -> str | Rejected:
    text, limits = text_of(node), field.limits
    if not text.strip():
        return Rejected("empty-field", f'"{field.name}" is empty', "write a text, or leave the field out")
    if limits.max_length is not None and len(text) > limits.max_length:
        message = f'"{field.name}" has {len(text):,} characters; {limits.max_length:,} is the most'
        return Rejected("text-too-long", message, "shorten it, or divide it")
    if limits.pattern is not None and not re.fullmatch(limits.pattern, text):
        return Rejected(
            "wrong-type",
            f'"{short(text)}" does not fit "{field.name}"',
            field.description or f"pattern: {limits.pattern}",
        )
    return text


def _id(field: Field, node: MarkedScalar) -> str | Rejected:
    text, limits = text_of(node), field.limits
    if limits.max_length is not None and len(text) > limits.max_length:
        message = f"this id has {len(text):,} characters; {limits.max_length} is the most"
        return Rejected("bad-id", message, "shorten it")
    if limits.pattern is not None and not re.fullmatch(limits.pattern, text):
        hint = "variables belong to rules: write the id of a fact" if text.startswith("$") else unseen(text) or _ID_HINT
        return Rejected("bad-id", f'"{short(text)}" cannot be an id', hint)
    return text


def _choice(field: Field, node: MarkedScalar) -> str | Rejected:
    text = text_of(node)
    if text in field.choices:
        return text
    hint = did_you_mean(text[:100].lower(), field.choices) or f"one of: {', '.join(field.choices)}"
    return Rejected("unknown-choice", f'"{field.name}" cannot be "{short(text)}"', hint)


def _moment(_: Field, node: MarkedScalar) -> str | Rejected:
    return _readable_time(text_of(node), read_moment)


def _period(_: Field, node: MarkedScalar) -> str | Rejected:
    return _readable_time(text_of(node), read_period)


def _readable_time(text: str, read: Callable[[str], object]) -> str | Rejected:
    try:
        read(text)
    except UnreadableTimeError as error:
        return Rejected(error.code, error.message, error.hint)
    return text


def _number(field: Field, node: MarkedScalar) -> float | Rejected:
    value, low, high = node.value, field.limits.at_least, field.limits.at_most
    bounds = f"a number from {low:g} to {high:g}" if low is not None and high is not None else "a number"
    if isinstance(value, bool | str) or value is None:
        hint = f"write {bounds}"
        if percent := re.fullmatch(r"([0-9]{1,3}(\.[0-9]{1,6})?) ?%", node.text):
            hint += f", for example {float(percent[1]) / 100:g}"
        return Rejected("wrong-type", f'"{field.name}" takes a number, not "{short(node.text)}"', hint)
    if (low is not None and not value >= low) or (high is not None and not value <= high) or not math.isfinite(value):
        return Rejected("out-of-range", f'"{field.name}" cannot be {short(node.text)}', f"write {bounds}")
    return float(value)


def _flag(field: Field, node: MarkedScalar) -> bool | Rejected:
    if isinstance(node.value, bool):
        return node.value
    return Rejected("wrong-type", f'"{field.name}" cannot be "{short(node.text)}"', "write true or false, unquoted")


def _length(field: Field, node: MarkedScalar) -> str | Rejected:
    text = text_of(node)
    if field.limits.pattern is not None and re.fullmatch(field.limits.pattern, text):
        return text
    return Rejected("unreadable-length", f'"{short(text)}" is no length', 'write it like "25 km" or "500 m"')


def _point(field: Field, node: Node) -> tuple[float, float] | Rejected:
    hint = "write [latitude, longitude] in degrees, for example [36.14, 36.73]"
    if not isinstance(node, MarkedList) or len(node.items) != 2:
        return Rejected("wrong-type", f'"{field.name}" takes two numbers', hint)
    numbers = []
    for item, name, most in zip(node.items, ("latitude", "longitude"), (90, 180), strict=True):
        value = item.value if isinstance(item, MarkedScalar) else None
        if isinstance(value, bool | str) or value is None:
            return Rejected("wrong-type", f"the {name} must be a number", hint, item)
        if not -most <= value <= most:
            return Rejected("out-of-range", f"a {name} lies between -{most} and {most}", hint, item)
        numbers.append(float(value))
    return numbers[0], numbers[1]


def _quote(field: Field, _: MarkedScalar) -> Rejected:
    hint = "a quote names the document it was read in: {document: <id>, quote: ...}"
    return Rejected("wrong-type", f'"{field.name}" takes {_WHAT["quote"]}, not a single text', hint)


_READERS: dict[str, Callable[[Field, MarkedScalar], Any]] = {
    "text": _text,
    "id": _id,
    "ref": _id,
    "choice": _choice,
    "moment": _moment,
    "period": _period,
    "number": _number,
    "flag": _flag,
    "length": _length,
    "quote": _quote,
}
_WHAT = {
    "text": "a text",
    "id": "a single id",
    "ref": "the id of a fact",
    "choice": "a single word",
    "moment": "a date or time",
    "period": "a date, or {from: ..., to: ...}",
    "number": "a number",
    "flag": "true or false",
    "length": 'a length such as "25 km"',
    "quote": "{document: ..., quote: ...}",
}
