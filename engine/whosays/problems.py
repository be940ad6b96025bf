"""Errors as values: what is wrong, where, and what to do; and the one place that turns them into text."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

_LONGEST_WORD = 100
_CURLY = frozenset("\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb")
_INVISIBLE = frozenset("\u00a0\u00ad\u1680\u2007\u2009\u200b\u200c\u200d\u202f\u2060\u3000\ufeff")
_NOT_TYPED = dict.fromkeys(map(ord, _CURLY | _INVISIBLE))

_SHOWN_WIDTH = 160  # a longer source line is shown around its caret only


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file: line and column count from 1, `width` is in characters, `source` the line itself."""

    file: str
    line: int = 0
    column: int = 0
    width: int = 1
    source: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `code` is stable and documented; `hint` says what to do."""

    code: str
    message: str
    mark: Mark
    note: str = ""
    hint: str = ""
    severity: Severity = "error"

    @property
    def is_error(self) -> bool:
        """Whether it stops the run; a warning does not."""
        return self.severity == "error"

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of reading: by place, then by code and message."""
        return (self.mark.file, self.mark.line, self.mark.column, self.code, self.message)


class ProblemsError(Exception):
    """The one exception of whosays: it carries the problems that the command line prints."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems), key=Problem.sort_key))
        super().__init__(render_problems(self.problems))


def short(text: str) -> str:
    """A value as it is quoted in a message."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "..."


def a(word: str) -> str:
    """The word with its article."""
    return f"{'an' if word[:1] in {*'aeiou'} else 'a'} {word}"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one, or an empty text."""
    plain = word.translate(_NOT_TYPED).strip()
    if len(plain) > _LONGEST_WORD:  # comparing takes time, and no known word is as long
        return ""
    near = difflib.get_close_matches(plain, sorted(set(known)), n=1, cutoff=0.6)
    return near[0] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known word, or an empty text."""
    near = nearest(word, known)
    return (unseen(word) or f'did you mean "{near}"?') if near else ""


def unseen(text: str) -> str:
    """A hint where a text holds characters that a word processor puts in and nobody sees or tells apart."""
    if not text.isascii():
        if _CURLY & set(text):
            return "these are curly quotation marks: write straight ones, or none"
        if _INVISIBLE & set(text):
            return "there is a space in it that is none for YAML (a non-breaking one?): delete it and type it anew"
    return ""


def suggest(word: str, known: Iterable[str], what: str = "known") -> str:
    """The nearest known word, else the known words themselves."""
    known = sorted(set(known))
    return did_you_mean(word, known) or (f"{what}: {', '.join(known)}" if known else "")


def render_problems(problems: Sequence[Problem]) -> str:
    """The text of all problems, in order of place, with a closing count."""
    ordered = sorted(set(problems), key=Problem.sort_key)
    blocks = [render_problem(problem) for problem in ordered]
    errors = sum(problem.is_error for problem in ordered)
    warnings = len(ordered) - errors
    counts = [f"{n} {word}{'s' if n != 1 else ''}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    return "\n".join([*blocks, ", ".join(counts)]) if blocks else ""


def render_problem(problem: Problem) -> str:
    """One problem as text: place, code, message, source line with a caret, note and hint."""
    mark = problem.mark
    lines = [f"{printable(str(mark))}: {problem.severity}[{problem.code}]: {printable(problem.message)}"]
    gutter = " " * max(4, len(str(mark.line)) + 2)
    if mark.line and mark.source:
        shown, column = _window(mark.source, mark.column)
        shown = printable(shown)
        caret = "^" * max(1, min(mark.width, len(shown) - column + 1))
        lines += [f"{gutter} |", f"{mark.line:>{len(gutter)}} | {shown}", f"{gutter} | {' ' * (column - 1)}{caret}"]
    if problem.note:
        lines.append(f"{gutter} = note: {printable(problem.note)}")
    if problem.hint:
        lines.append(f"{gutter} = hint: {printable(problem.hint)}")
    return "\n".join(lines)


def _window(source: str, column: int) -> tuple[str, int]:
    """The part of a long line around the caret, and the caret's column in it."""
    if len(source) <= _SHOWN_WIDTH:
        return source, column
    start = max(0, min(column - 1 - _SHOWN_WIDTH // 2, len(source) - _SHOWN_WIDTH))
    return source[start : start + _SHOWN_WIDTH], column - start


def printable(text: str) -> str:
    """Text without control characters (a file must not be able to steer the terminal)."""
    return "".join(char if char.isprintable() else (" " if char == "\t" else "\ufffd") for char in text)
