"""What to do about a syntax error: the usual traps of YAML, in words."""

from __future__ import annotations

import re
from dataclasses import replace

import yaml

from whosays.marked.nodes import SourceText
from whosays.problems import Problem, unseen

_QUOTE_IT = "put the whole text in quotes, or write >- and the text on the next line, indented"
_COMMA = "put commas between them, and a text in quotes that holds a quotation mark, [ ] { } , or : "
_GLUED = re.compile(r"(- )?[\w-]+:[^\s:]")
_BRACED_NAME = re.compile(r"\{\$?([A-Za-z_][\w.]*)\}")
_OPENERS = {"{": "}", "[": "]", '"': '"', "'": "'"}


def syntax_problem(source: SourceText, error: yaml.YAMLError) -> Problem:
    """A parse error as a problem with its place, in words, and with the hint that fits."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return source.problem("yaml-syntax", "this is not valid YAML", hint="look at the last line that was changed")
    problem, context = error.problem or "", error.context or ""
    unclosed = _unclosed(error)
    line, column = _place(source, error, unclosed)
    message, hint = (unclosed, "close it") if unclosed else _trap(source, line, column, problem, context)
    note = f"in the words of the YAML parser: {problem}{f', {context}' if context else ''}"
    found = source.problem("yaml-syntax", message, mark=source.mark(line, column), hint=hint)
    return replace(found, note=note)


def _place(source: SourceText, error: yaml.MarkedYAMLError, unclosed: str) -> tuple[int, int]:
    """Where to look. At the end of the file nothing is to be seen, so there the place of the context is better."""
    mark, context = error.problem_mark, error.context_mark
    at_end = mark is None or not any(line.strip() for line in source.lines[mark.line :])
    no_colon = "could not find expected ':'" in (error.problem or "")  # seen on the next line only
    best = context if context is not None and (at_end or unclosed or no_colon) else mark
    if best is None:
        return 0, 0
    line, column = best.line + 1, best.column + 1
    while line > 1 and (line > len(source.lines) or not source.lines[line - 1].strip()):
        line -= 1
        column = len(source.lines[line - 1]) + 1
    return line, column


def _unclosed(error: yaml.MarkedYAMLError) -> str:
    problem, context = error.problem or "", error.context or ""
    at, opened = error.problem_mark, error.context_mark
    if "quoted scalar" in context and "end of stream" in problem:
        return "a quotation mark is opened here and never closed"
    later = at is not None and opened is not None and at.line > opened.line
    if later or "end of stream" in problem or "'<stream end>'" in problem:
        if "flow sequence" in context:
            return "a bracket [ is opened here and never closed"
        if "flow mapping" in context:
            return "a brace { is opened here and never closed"
    return ""


def _trap(source: SourceText, line: int, column: int, problem: str, context: str) -> tuple[str, str]:
    """Which of the usual traps of YAML this is, and the way out."""
    text = source.lines[line - 1] if 0 < line <= len(source.lines) else ""
    indent = text[: len(text) - len(text.lstrip())]
    before, at, value = text[: column - 1], text[column - 1 : column], _value(text)
    if "\t" in indent or at == "\t":
        return "a tab stands where only spaces can", "indent with spaces, not with tabs"
    if text.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "this line is the mark of a merge that was not finished", "choose one of the two versions, and delete it"
    if hidden := unseen(indent) or unseen("".join(source.lines[max(0, line - 3) : line])):
        return "this line and the one before it do not fit together", hidden
    if "mapping values are not allowed" in problem:
        if ": " in before or before.rstrip().endswith(":"):
            return "a second colon stands in this line", f'a text with ": " in it: {_QUOTE_IT}'
        return "this line is read as part of the text before it", "begin it in the same column as the lines around it"
    if "could not find expected ':'" in problem:
        if _GLUED.match(text.strip()):
            return "there is no space after the colon", "write a space after the colon"
        hint = "write `name: value`; the further lines of a text are indented more than its name"
        return "there is no colon in this line", hint
    return _trap_of_text(before, at, value, in_braces="flow" in context) or _trap_of_shape(at, problem, context)


def _trap_of_text(before: str, at: str, value: str, *, in_braces: bool) -> tuple[str, str] | None:
    """A text that YAML takes for something else."""
    for char in (at, value[:1]):
        if char in {"@", "`", "%"} or (char in {"*", "&", "!"} and char == value[:1]):
            return f"a text cannot begin with {char}", _QUOTE_IT
    if in_braces and "'" in before and at.isalpha():
        return "an apostrophe ends a text in single quotes", "put the text in double quotes"
    if (closer := _OPENERS.get(value[:1])) and closer in value[1:] and not value.endswith(closer):
        name = _BRACED_NAME.match(value)
        hint = f"write ${name[1]}, without braces" if name else _QUOTE_IT
        return f"a text cannot begin with {value[0]} and go on after {closer}", hint
    return None


def _trap_of_shape(at: str, problem: str, context: str) -> tuple[str, str]:
    """Lists and fields that do not fit together."""
    if "flow" in context:
        if at == ":":
            return "a comma is missing before this field", 'put a comma; a text with ": " in it needs quotes'
        return "this does not go on as a list in [ ] or fields in { } must", _COMMA
    if at in {"}", "]"}:
        return f"a {at} stands here that closes nothing", "delete it, or open it before"
    if "expected key" in problem or "block mapping" in problem or "'-' indicator" in problem:
        hint = "look at the indentation: fields of one fact, and items of one list, start in the same column"
        return "this line does not line up with those around it", hint
    return "this is not valid YAML", "look at this line and the one before it"


def _value(line: str) -> str:
    """What stands after the last of `- ` and `key: ` at the beginning of a line."""
    rest = line.strip()
    while rest.startswith("- "):
        rest = rest[2:].lstrip()
    key, colon, value = rest.partition(": ")
    return value.strip() if colon and key.replace("_", "").replace("-", "").isalnum() else rest
