"""Problems as workflow commands of GitHub: each becomes a note at its line in the list of changes.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Sequence

from whosays.problems import Problem


def render_github(problems: Sequence[Problem]) -> str:
    """One `::error` or `::warning` a problem, in order of place; nothing where there is none."""
    return "\n".join(_command(each) for each in sorted(set(problems), key=Problem.sort_key))


def _command(problem: Problem) -> str:
    mark = problem.mark
    properties = {"file": mark.file}
    if mark.line:
        properties |= {"line": str(mark.line), "col": str(mark.column), "endColumn": str(mark.column + mark.width)}
    properties["title"] = problem.code
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    said = "\n".join(part for part in (problem.message, problem.note, problem.hint) if part)
    return f"::{problem.severity} {written}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
