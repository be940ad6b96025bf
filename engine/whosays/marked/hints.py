"""What to do about a syntax error: the usual traps of YAML, in words."""

from __future__ import annotations

import yaml

from whosays.marked.nodes import SourceText
from whosays.problems import Problem

_QUOTE_IT = "put the whole text in quotes, or write >- and the text on the next line, indented"
_OPENERS = {"{": "}", "[": "]", '"': '"', "'": "'"}


def syntax_problem(source: SourceText, error: yaml.YAMLError) -> Problem:
    """A parse error as a problem with its place and the hint that fits."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return source.problem("yaml-syntax", "this is not valid YAML")
    problem, context = error.problem or "", error.context or ""
    line, column = _place(source, error)
    unclosed = _unclosed(problem, context)
    message = unclosed or f"this is not valid YAML: {problem}{f', {context}' if context else ''}"
    hint = "close it" if unclosed else _hint(source, line, column, problem)
    return source.problem("yaml-syntax", message, mark=source.mark(line, column), hint=hint)


def _place(source: SourceText, error: yaml.MarkedYAMLError) -> tuple[int, int]:
    """Where to look. At the end of the file nothing is to be seen, so there the place of the context is better."""
    mark, context = error.problem_mark, error.context_mark
    at_end = mark is None or not any(line.strip() for line in source.lines[mark.line :])
    best = context if context is not None and (at_end or _unclosed(error.problem or "", error.context or "")) else mark
    if best is None:
        return 0, 0
    line, column = best.line + 1, best.column + 1
    while line > 1 and (line > len(source.lines) or not source.lines[line - 1].strip()):
        line -= 1
        column = len(source.lines[line - 1]) + 1
    return line, column


def _unclosed(problem: str, context: str) -> str:
    if "quoted scalar" in context and "end of stream" in problem:
        return "a quotation mark is opened here and never closed"
    if "end of stream" in problem or "'<stream end>'" in problem:
        if "flow sequence" in context:
            return "a bracket [ is opened here and never closed"
        if "flow mapping" in context:
            return "a brace { is opened here and never closed"
    return ""


def _hint(source: SourceText, line: int, column: int, problem: str) -> str:
    text = source.lines[line - 1] if 0 < line <= len(source.lines) else ""
    indent = text[: len(text) - len(text.lstrip())]
    at = text[column - 1 : column]
    value = _value(text)
    hint = ""
    if "\t" in indent or at == "\t":
        hint = "indent with spaces, not with tabs"
    elif "mapping values are not allowed" in problem:
        hint = f'a text with ": " in it: {_QUOTE_IT}'
    elif at in {"@", "`", "%"} or value[:1] in {"@", "`", "%"}:
        hint = f"a text cannot begin with {at or value[:1]}: {_QUOTE_IT}"
    elif value[:1] in {"*", "&", "!"}:
        hint = f"a text cannot begin with {value[0]}: {_QUOTE_IT}"
    elif (closer := _OPENERS.get(value[:1])) and closer in value[1:] and not value.endswith(closer):
        hint = f"a text cannot begin with {value[0]} and go on after {closer}: {_QUOTE_IT}"
    elif "expected ',' or" in problem:
        hint = (
            "a bracket or brace is not closed, or a text in it needs quotes: one with a quotation mark, [ ] { } or : "
        )
    elif "could not find expected ':'" in problem:
        hint = "a field is written as `name: value`; the further lines of a text are indented more than its field"
    elif "expected key" in problem or "block mapping" in problem or "'-' indicator" in problem:
        hint = "look at the indentation: fields of one fact, and items of one list, start in the same column"
    return hint


def _value(line: str) -> str:
    """What stands after the last of `- ` and `key: ` at the beginning of a line."""
    rest = line.strip()
    while rest.startswith("- "):
        rest = rest[2:].lstrip()
    key, colon, value = rest.partition(": ")
    return value.strip() if colon and key.replace("_", "").replace("-", "").isalnum() else rest
